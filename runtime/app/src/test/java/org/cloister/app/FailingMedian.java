package org.cloister.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle whose aggregator is the coordinate-wise median of what it is handed, and fails in a
 * round if it is told.
 */
final class FailingMedian {

  private static final String SOURCE =
      """
      package guest;
      import java.util.*;
      import org.cloister.model.*;
      import org.cloister.spi.*;
      public final class Entry implements Plugin {
        public List<Aggregator> aggregators() { return List.of(new Median()); }
        record Median() implements UpdateAggregator {
          public String id() { return "failing-median"; }
          public Set<String> needs(Settings settings) {
            settings.requireOnly();
            return Set.of(Part.DELTA);
          }
          public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
            if (task.round() == Integer.getInteger("%s", -1)) {
              throw new IllegalStateException("as it was told");
            }
            float[] next = task.model().weights().toArray();
            for (int i = 0; i < next.length; i++) {
              int index = i;
              double[] sorted = updates.stream()
                  .mapToDouble(u -> u.contribution().parts().tensor(Part.DELTA).toArray()[index])
                  .sorted()
                  .toArray();
              int high = sorted.length / 2;
              int low = (sorted.length - 1) / 2;
              next[i] += (float) ((sorted[low] + sorted[high]) / 2);
            }
            return new Aggregated(FloatVector.of(next), task.state());
          }
        }
      }
      """
          .formatted(FailingAggregator.FAIL_IN);

  private FailingMedian() {}

  /** Writes the bundle. */
  static Path write(Path folder) throws IOException {
    return TestBundle.write(
        folder,
        folder.resolve("failing-median.jar"),
        "failing-median",
        List.of("org.cloister.model", "org.cloister.spi"),
        SOURCE);
  }
}
