package org.cloister.plugins.secagg;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;

/**
 * Where the values of one part stand in the vector, and on what grid.
 *
 * @param part whose values; the weight and the counts of the quantizer are parts of its own
 * @param start the first residue
 * @param digits residues that one value takes
 * @param bound values beyond it, in either direction, saturate
 * @param step of the grid, in units of the value times the weight, if it is weighted
 */
record Span(Part part, long start, int digits, double bound, double step) {
  /** Sums of more bits than this are refused, and so are counts that a long does not hold. */
  private static final double MOST = 0x1p100;

  boolean weighted() {
    return part.weighting() == Part.Weighting.BY_WEIGHT;
  }

  long values() {
    return part.kind().length();
  }

  long end() {
    return start + values() * digits;
  }

  /** A part whose values are rounded to what one residue holds. */
  static Span rounded(Part part, long start, double bound, double greatest, Grid grid) {
    return new Span(part, start, 1, bound, greatest / grid.half());
  }

  /**
   * A part whose values are multiples of {@code step}, in as many digits as the greatest takes.
   *
   * @param greatest what one site can send, times its weight if it is weighted
   */
  static Span exact(
      Part part, long start, double bound, double step, double greatest, int sites, Grid grid) {
    double steps = greatest / step + 1;
    CloisterException.require(
        steps * sites < (part.kind() instanceof Part.Kind.Counts ? 0x1p63 : MOST),
        ErrorCode.PROTECTION_REFUSED,
        "The sum of part "
            + part.name()
            + " must fit the quantizer, and is too large for it; declare narrower bounds or a coarser resolution.");
    int digits = 1;
    int each = grid.digitBits();
    for (double left = steps; left >= StrictMath.scalb(1.0, each); digits++) {
      left = StrictMath.scalb(left, -each);
    }
    return new Span(part, start, digits, bound, step);
  }
}
