package org.cloister.plugins.secagg;

/** The values of one span as residues. */
interface SpanValues {

  Span span();

  /** Overwrites {@code count} of the target by the residues from {@code offset} of the span. */
  void read(long offset, long[] target, int at, int count);

  /** A few numbers, already clipped and multiplied by the weight: rounded here, once. */
  static SpanValues fixed(Span span, Grid grid, Rounding rounding, double... numbers) {
    long[] residues = new long[Math.multiplyExact(numbers.length, span.digits())];
    for (int i = 0; i < numbers.length; i++) {
      int first = i * span.digits();
      double steps = numbers[i] / span.step();
      double below = Math.floor(steps);
      boolean up = rounding.unit(span.start() + first) < steps - below; // never for a whole number
      digits(up ? below + 1 : below, grid, residues, first, span.digits());
    }
    return new FixedValues(span, residues);
  }

  /** Counts from 0 on, exactly. */
  static SpanValues counted(Span span, Grid grid, long... counts) {
    long[] residues = new long[Math.multiplyExact(counts.length, span.digits())];
    long mask = (1L << grid.digitBits()) - 1;
    for (int i = 0; i < counts.length; i++) {
      long left = counts[i];
      for (int d = 0; d < span.digits(); d++) {
        residues[i * span.digits() + d] = left & mask;
        left >>>= grid.digitBits();
      }
    }
    return new FixedValues(span, residues);
  }

  /** The digits of a whole number, least first, all with its sign. */
  private static void digits(double whole, Grid grid, long[] residues, int at, int count) {
    double left = Math.abs(whole);
    double base = StrictMath.scalb(1.0, grid.digitBits());
    for (int d = 0; d < count; d++) {
      double rest = Math.floor(left / base); // exact: a power of two
      long digit = (long) (left - rest * base);
      residues[at + d] = (whole < 0 ? -digit : digit) & grid.mask();
      left = rest;
    }
  }
}
