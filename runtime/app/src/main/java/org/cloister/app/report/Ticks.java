package org.cloister.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers along an axis (Heckbert 1990, "Nice numbers for graph labels"): 1, 2 or 5 times a
 * power of ten apart.
 *
 * @param low the first, at most the least value
 * @param step between two
 * @param count how many; at least 2
 */
record Ticks(double low, double step, int count) {

  /** Ticks that embrace {@code min} to {@code max}, about {@code wanted} of them. */
  static Ticks around(double min, double max, int wanted) {
    double least = Math.min(min, max);
    double most = Math.max(min, max);
    double size = Math.max(Math.abs(least), Math.abs(most));
    // Closer than rounding can tell apart, or all the same: a little room to both sides.
    double room = Math.max(size * 1e-9, Double.MIN_NORMAL * 1e6);
    if (!(most / 2 - least / 2 > room)) {
      double half = size < 1e-200 ? 0.5 : size * 0.05;
      least -= half;
      most += half;
    }
    double range = most / 2 - least / 2;
    double step = nice(2 * (range / wanted));
    double low = Math.floor(least / step) * step;
    int count = 2;
    while (low + (count - 1) * step < most - step * 1e-9 && count < 3 * wanted + 3) {
      count++;
    }
    return new Ticks(low, step, count);
  }

  /** Whole numbers from {@code min} to {@code max}, which are rounds. */
  static List<Integer> rounds(int min, int max, int wanted) {
    int step = (int) Math.max(1, nice((max - min) / (double) wanted));
    List<Integer> at = new ArrayList<>();
    at.add(min);
    for (long r = (long) Math.floorDiv(min, step) * step + step; r <= max; r += step) {
      // The first round has a label already.
      if (r - min > step / 2.0) {
        at.add((int) r);
      }
    }
    return at;
  }

  private static double nice(double raw) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
    double rest = raw / power;
    double factor = rest <= 1 + 1e-9 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10;
    return factor * power;
  }

  double high() {
    return low + (count - 1) * step;
  }

  double value(int i) {
    return low + i * step;
  }

  /** With the decimals that tell it from its neighbours. */
  String label(int i) {
    double value = value(i);
    double size = Math.max(Math.abs(low), Math.abs(high()));
    if (size >= 1e6 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.3g", Math.abs(value) < step / 1e6 ? 0.0 : value);
    }
    int decimals = (int) Math.max(0, Math.ceil(-StrictMath.log10(step) - 1e-9));
    return String.format(
        Locale.ROOT,
        "%." + Math.min(decimals, 9) + "f",
        Math.abs(value) < step / 1e6 ? 0.0 : value);
  }
}
