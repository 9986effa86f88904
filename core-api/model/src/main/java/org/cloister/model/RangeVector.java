package org.cloister.model;

import java.util.Objects;

/** A window on another vector. */
record RangeVector(FloatVector whole, long start, long length) implements FloatVector {
  RangeVector {
    Objects.checkFromIndexSize(start, length, whole.length());
  }

  @Override
  public void read(long offset, float[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length);
    whole.read(start + offset, target, targetOffset, count);
  }

  @Override
  public String toString() {
    return "FloatVector[" + length + "]";
  }
}
