package org.cloister.model;

/** A vector in one array, which this object owns. */
final class HeapVector implements FloatVector {
  private final float[] values;

  HeapVector(float[] values) {
    this.values = values;
  }

  @Override
  public long length() {
    return values.length;
  }

  @Override
  public void read(long offset, float[] target, int targetOffset, int count) {
    System.arraycopy(values, Math.toIntExact(offset), target, targetOffset, count);
  }

  @Override
  public String toString() {
    return "FloatVector[" + values.length + "]";
  }
}
