package org.cloister.app.report;

import java.util.Locale;

/** Numbers as reports show them; the exact ones as {@code metrics.json} has them. */
final class Numbers {

  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-3;

  private Numbers() {}

  /** All digits that there are: reading it back gives the same number. */
  static String exact(double value) {
    return Double.toString(value);
  }

  /** For people: four decimals as on the terminal; whole numbers whole. */
  static String shown(double value) {
    if (Double.isNaN(value)) {
      return "not a number";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "minus infinite";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%.0f", value + 0.0);
    }
    return String.format(Locale.ROOT, size >= LARGE || size < SMALL ? "%.3e" : "%.4f", value);
  }

  /** A coordinate in a chart: a tenth of a pixel is enough. */
  static String at(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A duration that people can compare. */
  static String seconds(double seconds) {
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.0f ms", 1000 * seconds);
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 7200
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** A size that people can compare. */
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double size = bytes / 1024.0;
    String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB"};
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }

  /** A count with its noun. */
  static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
