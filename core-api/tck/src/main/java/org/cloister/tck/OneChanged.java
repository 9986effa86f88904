package org.cloister.tck;

import org.cloister.model.IntVector;

/** A vector whose first residue has another lowest bit. */
record OneChanged(IntVector vector) implements IntVector {

  @Override
  public long length() {
    return vector.length();
  }

  @Override
  public int modulusBits() {
    return vector.modulusBits();
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    vector.read(offset, target, targetOffset, count);
    if (offset == 0 && count > 0) {
      target[targetOffset] ^= 1;
    }
  }
}
