package org.cloister.tck;

import java.util.Objects;
import java.util.SplittableRandom;
import org.cloister.model.IntVector;

/** What a site of a rehearsal contributes: residues by chance, computed as they are read. */
record StageInput(int modulusBits, long length, long seed) implements IntVector {

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length);
    for (int i = 0; i < count; i++) {
      long residue = new SplittableRandom(seed + offset + i).nextLong();
      target[targetOffset + i] = residue & Residues.mask(modulusBits);
    }
  }
}
