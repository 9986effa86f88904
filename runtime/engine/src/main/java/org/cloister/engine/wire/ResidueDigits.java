package org.cloister.engine.wire;

import java.util.Objects;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/** Residues as {@link PackedInts} stores them, computed as they are read; nothing is kept. */
record ResidueDigits(IntVector residues) implements FloatVector {
  private static final int CHUNK = 1 << 12;
  private static final int MASK = (1 << PackedInts.DIGIT_BITS) - 1;

  @Override
  public long length() {
    return residues.length() * PackedInts.digits(residues.modulusBits());
  }

  @Override
  public void read(long offset, float[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length());
    Objects.checkFromIndexSize(targetOffset, count, target.length);
    int each = PackedInts.digits(residues.modulusBits());
    long[] buffer = new long[CHUNK];
    long at = offset;
    while (at < offset + count) {
      long first = at / each;
      int whole = (int) Math.min(CHUNK, residues.length() - first);
      residues.read(first, buffer, 0, whole);
      long end = Math.min(offset + count, (first + whole) * each);
      for (; at < end; at++) {
        int digit = (int) (at % each);
        long residue = buffer[(int) (at / each - first)];
        target[targetOffset + (int) (at - offset)] =
            (residue >>> (digit * PackedInts.DIGIT_BITS)) & MASK;
      }
    }
  }

  @Override
  public String toString() {
    return "ResidueDigits[" + length() + "]";
  }
}
