package org.cloister.plugins.workflows;

import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;

/**
 * The declared range of a column, moved to [-1, 1]. Sums of such values have bounds that follow
 * from the number of rows alone.
 *
 * @param min the declared least value, finite
 * @param max the declared greatest value, finite
 */
record Scale(double min, double max) {
  /** Sites that a sum of moments has room for. */
  private static final double SITES = 1000;

  /** The range of a numeric column, which must be finite. */
  static Scale of(Column.Numeric column) {
    CloisterException.require(
        Double.isFinite(column.min()) && Double.isFinite(column.max()),
        ErrorCode.SCHEMA_INVALID,
        "Column " + column.name() + " must have a finite min and max for statistics over sites.");
    return new Scale(column.min(), column.max());
  }

  double middle() {
    return min / 2 + max / 2;
  }

  double half() {
    return max / 2 - min / 2;
  }

  boolean contains(double value) {
    return value >= min && value <= max;
  }

  /** From -1 to 1; values outside are taken as the nearest bound. */
  double moved(double value) {
    double inside = Math.max(min, Math.min(max, value));
    return Math.max(-1, Math.min(1, (inside - middle()) / half()));
  }

  int bin(double value, int bins) {
    return Math.min(bins - 1, (int) ((moved(value) + 1) / 2 * bins));
  }

  /** The lower edge of a bin, or the upper one of the bin before. */
  double edge(double bin, int bins) {
    return Math.max(min, Math.min(max, middle() + half() * (2 * bin / bins - 1)));
  }

  /**
   * The sum and the sum of squares of moved values: the finest power of two such that the sums of
   * 1000 sites stay below 2^62 steps.
   */
  static Part.Kind.Scalars moments(long mostRows) {
    return new Part.Kind.Scalars(2, -mostRows, mostRows, resolution(mostRows));
  }

  static double resolution(long mostRows) {
    double least = 2 * SITES * mostRows / 0x1p62;
    return Math.scalb(1.0, Math.getExponent(least) + 1);
  }
}
