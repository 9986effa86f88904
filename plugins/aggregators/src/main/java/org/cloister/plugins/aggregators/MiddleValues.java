package org.cloister.plugins.aggregators;

import java.util.Arrays;
import java.util.List;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.VectorWriter;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;

/**
 * A step along the mean, by coordinate, of the values that are left when as many of the lowest as
 * of the highest are left out. Range by range, so that memory does not grow with the model.
 */
final class MiddleValues {

  /** As many values as keep the rows of a hundred updates in the second level of the cache. */
  private static final int TILE = 1 << 8;

  private final List<FloatVector> changes;
  private final int trim;
  private final SelectionNetwork network;
  private final int[][] rows;
  private final float[] values = new float[TILE];
  private final double[] sums = new double[TILE];

  private MiddleValues(List<FloatVector> changes, int trim) {
    this.changes = changes;
    this.trim = trim;
    this.network = new SelectionNetwork(changes.size(), trim, changes.size() - 1 - trim);
    this.rows = new int[changes.size()][TILE];
  }

  /**
   * The next weights.
   *
   * @param trim how many are left out on each side; twice that is less than there are updates
   */
  static Aggregated step(
      AggregationTask task, List<ReceivedUpdate> updates, int trim, double rate) {
    List<FloatVector> changes =
        updates.stream().map(u -> u.contribution().parts().tensor(Part.DELTA)).toList();
    MiddleValues middle = new MiddleValues(changes, trim);
    FloatVector current = task.model().weights();
    double factor = rate / (changes.size() - 2 * trim);
    float[] next = new float[TILE];
    try (VectorWriter out = task.vectors().create(current.length())) {
      for (long at = 0; at < current.length(); at += TILE) {
        int count = (int) Math.min(TILE, current.length() - at);
        middle.sum(at, count);
        current.read(at, next, 0, count);
        for (int i = 0; i < count; i++) {
          next[i] = (float) (next[i] + factor * middle.sums[i]);
        }
        out.write(next, 0, count);
      }
      return new Aggregated(out.finish(), task.state());
    }
  }

  private void sum(long at, int count) {
    for (int row = 0; row < rows.length; row++) {
      changes.get(row).read(at, values, 0, count);
      ordered(values, rows[row], count);
    }
    network.apply(rows, count);
    Arrays.fill(sums, 0, count, 0);
    for (int row = trim; row < rows.length - trim; row++) {
      add(rows[row], sums, count);
    }
  }

  /**
   * Whole numbers in the order of the floats, of which NaN is beyond the infinite one of its sign:
   * whoever sends it sends an extreme value, and no more.
   */
  private static void ordered(float[] from, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits(from[i]);
      to[i] = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
  }

  private static void add(int[] from, double[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] += Float.intBitsToFloat(from[i] ^ ((from[i] >> 31) & Integer.MAX_VALUE));
    }
  }
}
