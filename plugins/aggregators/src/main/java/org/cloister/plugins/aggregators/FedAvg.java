package org.cloister.plugins.aggregators;

import java.util.Set;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.SumAggregator;

/**
 * Federated averaging (McMahan et al. 2017, algorithm 1), as a step along the mean change of the
 * weights (Reddi et al. 2021): {@code next = current + server-rate * sum(n_i * delta_i) /
 * sum(n_i)}. With {@code server-rate} 1 the next weights are the weighted mean of the sites'
 * weights.
 *
 * <p>Settings: {@code weighting} {@code examples} (the default: a site counts as much as it has
 * training examples) or {@code uniform}; {@code server-rate} greater than 0, default 1.
 */
final class FedAvg implements SumAggregator {

  @Override
  public String id() {
    return "fed-avg";
  }

  @Override
  public Set<String> needs(Settings settings) {
    serverRate(settings);
    weighting(settings);
    return Set.of(Part.DELTA);
  }

  @Override
  public SiteWeight weighting(Settings settings) {
    return settings.oneOf("weighting", "examples", "examples", "uniform").equals("uniform")
        ? SiteWeight.UNIFORM
        : SiteWeight.EXAMPLES;
  }

  @Override
  public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
    return Step.alongMean(task, sum, serverRate(task.settings()));
  }

  private static double serverRate(Settings settings) {
    settings.requireOnly("weighting", "server-rate");
    return settings.positive("server-rate", 1);
  }
}
