package com.example.hello;

import java.util.Set;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.SumAggregator;

/** Takes a share {@code step} of the mean change. It is handed a sum, so it works on every route. */
final class CautiousMean implements SumAggregator {
  @Override
  public String id() {
    return "cautious-mean";
  }

  @Override
  public Set<String> needs(Settings settings) {
    settings.requireOnly("step");
    step(settings);
    return Set.of(Part.DELTA);
  }

  private static double step(Settings settings) {
    return settings.number("step", 0.5, 0.001, 1);
  }

  @Override
  public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
    return new Aggregated(
        task.vectors().axpy(step(task.settings()), sum.mean(Part.DELTA), task.model().weights()),
        task.state());
  }
}
