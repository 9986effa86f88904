package org.cloister.plugins.aggregators;

import java.util.List;
import java.util.Set;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Settings;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.UpdateAggregator;

/**
 * A step along the median change of each weight (Yin et al. 2018, algorithm 1, option I), of an
 * even number along the mean of the two in the middle: {@code next = current + server-rate *
 * median(delta_i)}. While fewer than half of the updates are an adversary's, each weight moves
 * within what the others wanted. On the grouped route an update is the mean of a group, so that
 * fewer than half of the groups may have an adversary in them.
 *
 * <p>Every site counts the same, since a weight is a number that a site may lie about. Setting:
 * {@code server-rate} greater than 0, default 1.
 */
final class Median implements UpdateAggregator {

  @Override
  public String id() {
    return "median";
  }

  @Override
  public Set<String> needs(Settings settings) {
    serverRate(settings);
    return Set.of(Part.DELTA);
  }

  @Override
  public SiteWeight weighting(Settings settings) {
    return SiteWeight.UNIFORM;
  }

  @Override
  public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
    int trim = (updates.size() - 1) / 2;
    return MiddleValues.step(task, updates, trim, serverRate(task.settings()));
  }

  private static double serverRate(Settings settings) {
    settings.requireOnly("server-rate");
    return settings.positive("server-rate", 1);
  }
}
