package org.cloister.engine.rehearsal;

import java.util.List;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.UpdateAggregator;

/** Takes the first update of those it is handed. Test scope only. */
final class FirstOfAll implements UpdateAggregator {
  @Override
  public String id() {
    return "first-of-all";
  }

  @Override
  public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
    return new Aggregated(
        task.vectors()
            .axpy(
                1,
                updates.get(0).contribution().parts().tensor(Part.DELTA),
                task.model().weights()),
        task.state());
  }
}
