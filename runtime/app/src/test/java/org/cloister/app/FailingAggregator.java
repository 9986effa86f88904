package org.cloister.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle whose aggregator is a mean, and fails in a round if it is told: then the sum of that
 * round is revealed, and nothing of it is kept.
 */
final class FailingAggregator {

  /** A system property: the round in which it fails. */
  static final String FAIL_IN = "cloister.test.aggregator-fails-in-round";

  private static final String SOURCE =
      """
      package guest;
      import java.util.*;
      import org.cloister.model.*;
      import org.cloister.spi.*;
      public final class Entry implements Plugin {
        public List<Aggregator> aggregators() { return List.of(new Failing()); }
        record Failing() implements SumAggregator {
          public String id() { return "failing"; }
          public Set<String> needs(Settings settings) {
            settings.requireOnly();
            return Set.of(Part.DELTA);
          }
          public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
            if (task.round() == Integer.getInteger("cloister.test.aggregator-fails-in-round", -1)) {
              throw new IllegalStateException("as it was told");
            }
            CloisterException.require(sum.weightSum() > 0, ErrorCode.ROUND_VOID, "all weights are 0");
            return new Aggregated(
                task.vectors().axpy(1, sum.mean(Part.DELTA), task.model().weights()),
                task.state());
          }
        }
      }
      """;

  private FailingAggregator() {}

  /** Writes the bundle. */
  static Path write(Path folder) throws IOException {
    return TestBundle.write(
        folder,
        folder.resolve("failing.jar"),
        "failing",
        List.of("org.cloister.model", "org.cloister.spi"),
        SOURCE);
  }
}
