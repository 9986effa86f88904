package org.cloister.plugins.datasources;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers as people write them: sign, digits with or without a point, exponent. Not
 * NaN, Infinity, hexadecimal or a Java type suffix, all of which {@link Double#parseDouble} takes.
 */
final class Decimal {
  private static final double[] POWERS_OF_TEN = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = power;
      power *= 10;
    }
  }

  private Decimal() {}

  /** The nearest double, or NaN if there stands no number or none that is finite. */
  static double parse(byte[] bytes, int start, int end) {
    int i = start < end && (bytes[start] == '-' || bytes[start] == '+') ? start + 1 : start;
    int firstDigit = i;
    i = digits(bytes, i, end);
    int whole = i - firstDigit;
    int fraction = 0;
    if (i < end && bytes[i] == '.') {
      int point = i;
      i = digits(bytes, i + 1, end);
      fraction = i - point - 1;
    }
    if (whole + fraction == 0) {
      return Double.NaN;
    }
    // Up to 15 digits and up to 10^22 are exact in a double, so one division rounds once.
    if (i == end && whole + fraction <= 15) {
      double value = significand(bytes, firstDigit, end) / POWERS_OF_TEN[fraction];
      return bytes[start] == '-' ? -value : value;
    }
    if (i < end && !isExponent(bytes, i, end)) {
      return Double.NaN;
    }
    double value =
        Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /** The text as a number, or NaN. */
  static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  private static boolean isExponent(byte[] bytes, int start, int end) {
    int i = start;
    if (bytes[i] != 'e' && bytes[i] != 'E') {
      return false;
    }
    i++;
    if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
      i++;
    }
    return i < end && digits(bytes, i, end) == end;
  }

  private static int digits(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }

  private static double significand(byte[] bytes, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      if (bytes[i] != '.') {
        value = 10 * value + (bytes[i] - '0');
      }
    }
    return (double) value;
  }
}
