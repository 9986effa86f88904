package org.cloister.engine.rehearsal;

import java.util.List;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.UpdateAggregator;

/** The coordinate-wise median of what it is handed. */
final class Median implements UpdateAggregator {
  @Override
  public String id() {
    return "median";
  }

  @Override
  public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
    float[] next = task.model().weights().toArray();
    for (int i = 0; i < next.length; i++) {
      int index = i;
      double[] sorted =
          updates.stream()
              .mapToDouble(u -> u.contribution().parts().tensor(Part.DELTA).toArray()[index])
              .sorted()
              .toArray();
      int middle = sorted.length / 2;
      next[i] +=
          (float)
              (sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
    return new Aggregated(FloatVector.of(next), task.state());
  }
}
