package org.cloister.plugins.secagg;

import java.util.Arrays;
import org.cloister.model.FloatVector;

/** Counts the values of a contribution that are not sent as they are. Belongs to one thread. */
final class Census {

  /** Values at a time: few enough that they and the lanes stay in the fastest cache. */
  private static final int TILE = 1 << 10;

  /** Tiles that are looked at together; only where one of them is odd is each value looked at. */
  private static final int TILES = 1 << 4;

  private final float[] tile = new float[TILE];
  private final float[] lanes = new float[TILE];
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

  /** What was found in a tensor: {@code bound} is what a value may be at most. */
  Tidiness see(FloatVector values, float bound) {
    long saturatedBefore = saturated;
    long notFiniteBefore = notFinite;
    for (long at = 0; at < values.length(); at += TILE * TILES) {
      int count = (int) Math.min(TILE * TILES, values.length() - at);
      if (!within(values, at, count, bound)) {
        count(values, at, count, bound);
      }
    }
    return new Tidiness(notFinite == notFiniteBefore, saturated == saturatedBefore);
  }

  private boolean within(FloatVector values, long from, int count, float bound) {
    Arrays.fill(lanes, 0);
    for (int done = 0; done < count; done += TILE) {
      int part = Math.min(TILE, count - done);
      values.read(from + done, tile, 0, part);
      addExcess(tile, part, bound, lanes);
    }
    return allZero(lanes);
  }

  /**
   * Adds to each lane nothing where the value is within the bound, and otherwise a number above
   * zero, or none: a float less itself is exactly zero, and two floats that differ never give zero.
   * The compiler makes wide code of this, which it does not of a comparison.
   */
  private static void addExcess(float[] values, int count, float bound, float[] lanes) {
    for (int i = 0; i < count; i++) {
      float room = bound - Math.abs(values[i]);
      lanes[i] += Math.abs(room) - room;
    }
  }

  private static boolean allZero(float[] lanes) {
    for (float lane : lanes) {
      if (!(lane == 0)) { // NaN is not zero either
        return false;
      }
    }
    return true;
  }

  private void count(FloatVector values, long from, int count, float bound) {
    int beyond = 0;
    int odd = 0;
    for (int done = 0; done < count; done += TILE) {
      int part = Math.min(TILE, count - done);
      values.read(from + done, tile, 0, part);
      beyond += above(tile, part, bound);
      odd += above(tile, part, Float.MAX_VALUE);
    }
    notFinite += odd;
    saturated += beyond - odd;
  }

  /** How many are greater in size, infinities and NaN among them: their bits order as numbers. */
  private static int above(float[] values, int count, float bound) {
    int most = Float.floatToRawIntBits(bound);
    int above = 0;
    for (int i = 0; i < count; i++) {
      above += (most - (Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE)) >>> 31;
    }
    return above;
  }

  /**
   * Of the values of a tensor.
   *
   * @param finite whether all are
   * @param within whether none that is finite is beyond the bound
   */
  record Tidiness(boolean finite, boolean within) {}
}
