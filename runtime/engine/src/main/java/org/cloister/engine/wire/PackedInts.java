package org.cloister.engine.wire;

import java.util.Objects;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/**
 * Residues in the storage for floats, 24 bits in each: whole numbers up to 2^24 are exact in single
 * precision, whereas arbitrary bits might be a NaN, which a processor may change.
 *
 * @param digits the least significant one of each residue first
 * @param length how many residues
 * @param modulusBits of their ring
 */
public record PackedInts(FloatVector digits, long length, int modulusBits) implements IntVector {
  /** Bits of a residue in one value of the storage. */
  public static final int DIGIT_BITS = 24;

  private static final int CHUNK = 1 << 12;

  /** How many values of the storage one residue takes. */
  public static int digits(int modulusBits) {
    return (modulusBits + DIGIT_BITS - 1) / DIGIT_BITS;
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length);
    Objects.checkFromIndexSize(targetOffset, count, target.length);
    int each = digits(modulusBits);
    float[] buffer = new float[Math.min(CHUNK, count) * each];
    for (int done = 0; done < count; done += CHUNK) {
      int part = Math.min(CHUNK, count - done);
      digits.read((offset + done) * each, buffer, 0, part * each);
      for (int i = 0; i < part; i++) {
        long residue = 0;
        for (int d = 0; d < each; d++) {
          residue |= (long) buffer[i * each + d] << (d * DIGIT_BITS);
        }
        target[targetOffset + done + i] = residue;
      }
    }
  }

  @Override
  public String toString() {
    return "IntVector[" + length + "]";
  }
}
