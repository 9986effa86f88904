package org.cloister.tck;

import java.util.Arrays;
import java.util.List;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionPlan;

/** The plain sum of vectors, to compare others with; read range by range, and never kept. */
record StageSum(List<IntVector> vectors, long length, int modulusBits) {

  private static final int CHUNK = 1 << 12;

  static StageSum of(List<IntVector> vectors, SessionPlan plan) {
    return new StageSum(vectors, plan.length(), plan.modulusBits());
  }

  boolean is(IntVector other) {
    if (other.length() != length || other.modulusBits() != modulusBits) {
      return false;
    }
    int chunk = (int) Math.min(CHUNK, length);
    long[] mine = new long[chunk];
    long[] theirs = new long[chunk];
    boolean same = true;
    for (long at = 0; at < length && same; at += chunk) {
      int count = (int) Math.min(chunk, length - at);
      read(at, mine, count);
      other.read(at, theirs, 0, count);
      same = Arrays.equals(mine, 0, count, theirs, 0, count);
    }
    return same;
  }

  private void read(long at, long[] target, int count) {
    Arrays.fill(target, 0, count, 0);
    long[] one = new long[count];
    for (IntVector vector : vectors) {
      vector.read(at, one, 0, count);
      for (int i = 0; i < count; i++) {
        target[i] += one[i];
      }
    }
    for (int i = 0; i < count; i++) {
      target[i] &= Residues.mask(modulusBits);
    }
  }
}
