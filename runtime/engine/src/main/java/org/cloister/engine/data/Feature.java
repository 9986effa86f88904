package org.cloister.engine.data;

import java.util.List;

/**
 * One number an example: what the closed transforms make of a cell.
 *
 * @param name as a model sees it
 * @param column its place in the schema
 * @param category the index that gives 1 while all others give 0; -1 for a numeric column
 * @param missing the numbers that mean "missing"
 * @param ifMissing what stands in for a missing cell; NaN for nothing
 * @param mean what is subtracted
 * @param deviation what the difference is divided by; 0 for a feature that is constant, which is
 *     not divided
 */
record Feature(
    String name,
    int column,
    int category,
    List<Double> missing,
    double ifMissing,
    double mean,
    double deviation) {

  static boolean isIndex(double value, int size) {
    return value >= 0 && value < size && value == StrictMath.rint(value);
  }

  Feature standardised(double byMean, double byDeviation) {
    return new Feature(name, column, category, missing, ifMissing, byMean, byDeviation);
  }

  /**
   * The value before standardisation.
   *
   * @param cell a number or an index; NaN if missing
   */
  double value(double cell) {
    double filled = isMissing(cell, missing) ? ifMissing : cell;
    if (category < 0) {
      return filled;
    }
    return filled == category ? 1 : 0;
  }

  static boolean isMissing(double cell, List<Double> missing) {
    if (Double.isNaN(cell)) {
      return true;
    }
    for (int i = 0; i < missing.size(); i++) {
      if (missing.get(i) == cell) {
        return true;
      }
    }
    return false;
  }

  /** The value as a model gets it; infinite if it does not fit single precision. */
  float encoded(double cell) {
    return (float) ((value(cell) - mean) / (deviation == 0 ? 1 : deviation));
  }
}
