package org.cloister.plugins.secagg;

import org.cloister.model.FloatVector;

/** Counts the values of a contribution that are not sent as they are. Belongs to one thread. */
final class Census {
  private static final int CHUNK = 1 << 13;

  private long saturated;
  private long notFinite;

  long saturated() {
    return saturated;
  }

  long notFinite() {
    return notFinite;
  }

  void sawSaturated() {
    saturated++;
  }

  void see(double value, double bound) {
    see(value, -bound, bound);
  }

  void see(double value, double lowest, double highest) {
    if (!Double.isFinite(value)) {
      notFinite++;
    } else if (value < lowest || value > highest) {
      saturated++;
    }
  }

  /** Whether all values are finite. */
  boolean see(FloatVector values, double bound) {
    long before = notFinite;
    float[] chunk = new float[(int) Math.min(CHUNK, values.length())];
    for (long at = 0; at < values.length(); at += chunk.length) {
      int count = (int) Math.min(chunk.length, values.length() - at);
      values.read(at, chunk, 0, count);
      if (beyond(chunk, count, (float) bound) > 0) {
        for (int i = 0; i < count; i++) {
          see(chunk[i], bound);
        }
      }
    }
    return notFinite == before;
  }

  /** How many are perhaps beyond {@code bound}, NaN among them; wide code, where none is. */
  private static int beyond(float[] values, int count, float bound) {
    int beyond = 0;
    for (int i = 0; i < count; i++) {
      beyond += Math.abs(values[i]) < bound ? 0 : 1;
    }
    return beyond;
  }
}
