package org.cloister.model;

/** Another vector times a factor. */
record ScaledVector(FloatVector whole, double factor) implements FloatVector {
  @Override
  public long length() {
    return whole.length();
  }

  @Override
  public void read(long offset, float[] target, int targetOffset, int count) {
    whole.read(offset, target, targetOffset, count);
    for (int i = targetOffset; i < targetOffset + count; i++) {
      target[i] = (float) (target[i] * factor);
    }
  }

  @Override
  public String toString() {
    return "FloatVector[" + length() + "]";
  }
}
