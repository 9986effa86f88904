package org.cloister.tck;

import org.cloister.model.FloatVector;

/** A vector that shows its array, as no vector may. */
final class WeakVector implements FloatVector {

  private final float[] shown;

  WeakVector(float[] shown) {
    this.shown = shown;
  }

  @Override
  public long length() {
    return shown.length;
  }

  @Override
  public void read(long offset, float[] target, int targetOffset, int count) {
    System.arraycopy(shown, (int) offset, target, targetOffset, count);
  }
}
