package org.cloister.plugins.secagg;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.cloister.model.IntVector;

/** Residues in memory. */
final class Residues implements IntVector {
  private final int modulusBits;
  private final long[] values;

  Residues(int modulusBits, long... values) {
    this.modulusBits = modulusBits;
    this.values = values.clone();
  }

  @Override
  public int modulusBits() {
    return modulusBits;
  }

  static Residues random(int bits, int length, long seed) {
    return new Residues(
        bits, new SplittableRandom(seed).longs(length).map(v -> v & mask(bits)).toArray());
  }

  static long mask(int bits) {
    return bits == 64 ? -1L : (1L << bits) - 1;
  }

  static long[] of(IntVector vector) {
    long[] values = new long[Math.toIntExact(vector.length())];
    vector.read(0, values, 0, values.length);
    return values;
  }

  Residues plus(IntVector other) {
    long[] sum = of(other);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (sum[i] + values[i]) & mask(modulusBits);
    }
    return new Residues(modulusBits, sum);
  }

  @Override
  public long length() {
    return values.length;
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    System.arraycopy(values, (int) offset, target, targetOffset, count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Residues r
        && r.modulusBits == modulusBits
        && Arrays.equals(r.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Residues" + Arrays.toString(Arrays.copyOf(values, Math.min(8, values.length)));
  }
}
