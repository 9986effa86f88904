package org.cloister.model;

import java.util.Arrays;
import java.util.Objects;

/** Zeros. */
record ZeroVector(long length) implements FloatVector {
  ZeroVector {
    if (length < 0) {
      throw new IllegalArgumentException("length must be >= 0, was " + length);
    }
  }

  @Override
  public void read(long offset, float[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length);
    Arrays.fill(target, targetOffset, targetOffset + count, 0f);
  }
}
