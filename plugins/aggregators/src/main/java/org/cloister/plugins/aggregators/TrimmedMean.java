package org.cloister.plugins.aggregators;

import java.util.List;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Settings;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.UpdateAggregator;

/**
 * A step along the mean change of each weight without its {@code trim} lowest and {@code trim}
 * highest ones (Yin et al. 2018, algorithm 1, option II). While no more than {@code trim} of the
 * updates are an adversary's, each weight moves within what the others wanted; with few outliers it
 * loses less than the median. On the grouped route an update is the mean of a group.
 *
 * <p>Every site counts the same. Settings: {@code trim} from 1 to 1000, default 1; {@code
 * server-rate} greater than 0, default 1.
 */
final class TrimmedMean implements UpdateAggregator {

  @Override
  public String id() {
    return "trimmed-mean";
  }

  @Override
  public Set<String> needs(Settings settings) {
    settings.requireOnly("trim", "server-rate");
    trim(settings);
    serverRate(settings);
    return Set.of(Part.DELTA);
  }

  @Override
  public SiteWeight weighting(Settings settings) {
    return SiteWeight.UNIFORM;
  }

  @Override
  public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
    int trim = trim(task.settings());
    CloisterException.require(
        2 * trim < updates.size(),
        ErrorCode.ROUND_VOID,
        "The updates of a round must be more than twice those that trim = "
            + trim
            + " leaves out on each side, were "
            + updates.size()
            + "; give a smaller trim, or wait for more sites.");
    return MiddleValues.step(task, updates, trim, serverRate(task.settings()));
  }

  private static int trim(Settings settings) {
    return settings.integer("trim", 1, 1, 1000);
  }

  private static double serverRate(Settings settings) {
    return settings.positive("server-rate", 1);
  }
}
