package org.cloister.engine.rehearsal;

import org.cloister.model.IntVector;

/** Residues of a ring of 64 bits in memory. */
final class Residues implements IntVector {
  private final long[] values;

  private Residues(long[] values) {
    this.values = values;
  }

  static Residues of(long[] values) {
    return new Residues(values.clone());
  }

  @Override
  public long length() {
    return values.length;
  }

  @Override
  public int modulusBits() {
    return 64;
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    System.arraycopy(values, Math.toIntExact(offset), target, targetOffset, count);
  }

  static Residues sum(Iterable<IntVector> vectors, int length) {
    long[] sum = new long[length];
    long[] one = new long[length];
    for (IntVector vector : vectors) {
      vector.read(0, one, 0, length);
      for (int i = 0; i < length; i++) {
        sum[i] += one[i];
      }
    }
    return new Residues(sum);
  }
}
