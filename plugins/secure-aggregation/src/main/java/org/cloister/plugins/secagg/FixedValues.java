package org.cloister.plugins.secagg;

/** Residues that are kept, since they are few. */
final class FixedValues implements SpanValues {
  private final Span span;
  private final long[] residues;

  /** Takes the array over. */
  FixedValues(Span span, long[] residues) {
    this.span = span;
    this.residues = residues;
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public void read(long offset, long[] target, int at, int count) {
    System.arraycopy(residues, (int) offset, target, at, count);
  }
}
