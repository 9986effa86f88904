package org.cloister.tck;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.cloister.model.IntVector;

/** Residues in memory, with the arithmetic of the ring. */
final class Residues implements IntVector {

  private final int bits;
  private final long[] values;

  Residues(int bits, long[] values) {
    this.bits = bits;
    this.values = values.clone();
    for (int i = 0; i < values.length; i++) {
      this.values[i] &= mask(bits);
    }
  }

  static Residues random(int bits, int length, long seed) {
    return new Residues(bits, new SplittableRandom(seed).longs(length).toArray());
  }

  /** A copy of all that {@code vector} holds. */
  static long[] values(IntVector vector) {
    long[] values = new long[Math.toIntExact(vector.length())];
    vector.read(0, values, 0, values.length);
    return values;
  }

  static long mask(int bits) {
    return bits == 64 ? -1L : (1L << bits) - 1;
  }

  Residues plus(IntVector other) {
    long[] sum = values(other);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
    return new Residues(bits, sum);
  }

  boolean same(IntVector other) {
    return other.modulusBits() == bits
        && other.length() == values.length
        && Arrays.equals(values, values(other));
  }

  /** Whether no bit above those of the ring is set, and ranges read as the whole does. */
  static boolean readsWell(IntVector vector) {
    long[] whole = values(vector);
    long[] pieces = new long[whole.length + 2];
    for (int at = 0; at < whole.length; at += 5) {
      vector.read(at, pieces, at + 1, Math.min(5, whole.length - at));
    }
    for (int i = 0; i < whole.length; i++) {
      if ((whole[i] & ~mask(vector.modulusBits())) != 0 || whole[i] != pieces[i + 1]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long length() {
    return values.length;
  }

  @Override
  public int modulusBits() {
    return bits;
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, values.length);
    System.arraycopy(values, (int) offset, target, targetOffset, count);
  }
}
