package org.cloister.engine.rehearsal;

import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.SumAggregator;

/** Federated averaging. */
class Mean implements SumAggregator {
  private final SiteWeight weight;

  Mean() {
    this(SiteWeight.EXAMPLES);
  }

  Mean(SiteWeight weight) {
    this.weight = weight;
  }

  @Override
  public String id() {
    return "mean";
  }

  @Override
  public SiteWeight weighting(Settings settings) {
    return weight;
  }

  @Override
  public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
    return new Aggregated(
        task.vectors().axpy(1, sum.mean(Part.DELTA), task.model().weights()), task.state());
  }
}
