package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Objects;
import org.cloister.model.IntVector;

/** The sum of masked vectors without their masks, computed as it is read; nothing is kept. */
record UnmaskedSum(List<IntVector> masked, Masks masks, long length, int modulusBits)
    implements IntVector {
  private static final int CHUNK = 1 << 13;

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length);
    Objects.checkFromIndexSize(targetOffset, count, target.length);
    long[] buffer = new long[Math.min(CHUNK, count)];
    for (int done = 0; done < count; done += CHUNK) {
      int part = Math.min(CHUNK, count - done);
      int at = targetOffset + done;
      masked.get(0).read(offset + done, target, at, part);
      for (IntVector vector : masked.subList(1, masked.size())) {
        vector.read(offset + done, buffer, 0, part);
        add(buffer, target, at, part);
      }
      if (!masks.apply(offset + done, target, at, part)) {
        throw new IllegalStateException("a sum must be read before its session is closed");
      }
    }
  }

  private static void add(long[] from, long[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] += from[i];
    }
  }

  @Override
  public String toString() {
    return "UnmaskedSum[" + length + "]";
  }
}
