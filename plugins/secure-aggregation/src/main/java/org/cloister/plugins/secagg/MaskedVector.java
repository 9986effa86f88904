package org.cloister.plugins.secagg;

import java.util.Arrays;
import java.util.Objects;
import org.cloister.model.IntVector;

/**
 * A vector under masks, computed as it is read: whatever its length, nothing is kept. After the
 * masks were closed it reads as zeros, and never as what is under them: a site that was withdrawn
 * while its vector was on its way must neither stumble nor tell.
 */
record MaskedVector(IntVector plain, Masks masks) implements IntVector {
  @Override
  public long length() {
    return plain.length();
  }

  @Override
  public int modulusBits() {
    return plain.modulusBits();
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(targetOffset, count, target.length);
    boolean masked = false;
    try {
      plain.read(offset, target, targetOffset, count);
      masked = masks.apply(offset, target, targetOffset, count);
    } finally {
      if (!masked) {
        Arrays.fill(target, targetOffset, targetOffset + count, 0);
      }
    }
  }

  /** Says nothing about what is in it. */
  @Override
  public String toString() {
    return "MaskedVector[" + length() + "]";
  }
}
