package org.cloister.engine.data;

import java.util.function.IntToDoubleFunction;

/**
 * Mean and unbiased standard deviation.
 *
 * @param mean the sum over n
 * @param deviation the root of the squared distances from the mean over n - 1; 0 for a single value
 */
record Moments(double mean, double deviation) {

  /** In two passes, in double precision. */
  static Moments of(IntToDoubleFunction feature, int[] rows) {
    double first = feature.applyAsDouble(rows[0]);
    double sum = 0;
    boolean constant = true;
    for (int row : rows) {
      double value = feature.applyAsDouble(row);
      sum += value;
      constant &= value == first;
    }
    if (constant) {
      // n * 0.1 / n need not be 0.1: the rounding would pass for a deviation, and dividing by it
      // would make noise of a constant.
      return new Moments(first, 0);
    }
    double mean = sum / rows.length;
    double squares = 0;
    for (int row : rows) {
      double distance = feature.applyAsDouble(row) - mean;
      squares += distance * distance;
    }
    return new Moments(mean, Math.sqrt(squares / (rows.length - 1)));
  }
}
