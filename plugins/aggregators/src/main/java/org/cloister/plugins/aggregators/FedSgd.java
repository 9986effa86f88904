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
 * Federated SGD (McMahan et al. 2017, section 2): each site's change is one gradient step, and the
 * server adds their mean or their sum.
 *
 * <p>Settings: {@code combine} {@code mean} (the default) or {@code sum}; {@code server-rate}
 * greater than 0, default 1.
 *
 * <ul>
 *   <li>{@code mean}: {@code next = current + server-rate * sum(n_i * delta_i) / sum(n_i)}. If each
 *       site makes one step of plain {@code sgd} of rate {@code r} over all its examples and {@code
 *       server-rate} is 1, this is a gradient descent step of rate {@code r} on the mean loss over
 *       the union of the examples.
 *   <li>{@code sum}: {@code next = current + server-rate * sum(delta_i)}, each site with weight 1:
 *       under the same conditions a gradient descent step of rate {@code r} on the sum of the
 *       sites' mean losses. It grows with the number of sites that count.
 * </ul>
 */
final class FedSgd implements SumAggregator {

  @Override
  public String id() {
    return "fed-sgd";
  }

  @Override
  public Set<String> needs(Settings settings) {
    serverRate(settings);
    weighting(settings);
    return Set.of(Part.DELTA);
  }

  @Override
  public SiteWeight weighting(Settings settings) {
    return adds(settings) ? SiteWeight.UNIFORM : SiteWeight.EXAMPLES;
  }

  @Override
  public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
    double rate = serverRate(task.settings());
    return adds(task.settings()) ? Step.alongSum(task, sum, rate) : Step.alongMean(task, sum, rate);
  }

  private static boolean adds(Settings settings) {
    return settings.oneOf("combine", "mean", "mean", "sum").equals("sum");
  }

  private static double serverRate(Settings settings) {
    settings.requireOnly("combine", "server-rate");
    return settings.positive("server-rate", 1);
  }
}
