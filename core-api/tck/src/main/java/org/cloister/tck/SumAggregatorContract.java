package org.cloister.tck;

import java.util.List;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ServerState;
import org.cloister.spi.SumAggregator;

/**
 * The contract of {@link SumAggregator}.
 *
 * <ul>
 *   <li>{@code needs_names}: the parts that it reads are known before the job starts.
 *   <li>{@code needs_areIds}: these are names that a part can have.
 *   <li>{@code needs_refusesUnknownSettings}: a misspelt setting is refused before the job starts.
 *   <li>{@code weighting_isStable}: how much a site counts does not change during a job.
 *   <li>{@code aggregate_answers}: every sum with the needed parts gives a next model.
 *   <li>{@code aggregate_resultHasModelLength}: the next weights fill the layout.
 *   <li>{@code aggregate_resultIsFinite}: finite updates never void a round.
 *   <li>{@code aggregate_isPure}: the same arguments give the same bits.
 *   <li>{@code aggregate_resultStays}: a published model never changes.
 *   <li>{@code aggregate_stateGoesRound}: a restart between rounds changes nothing.
 *   <li>{@code aggregate_acceptsOneParticipant}: one site is enough.
 * </ul>
 */
public final class SumAggregatorContract {

  private static final int SITES = 5;

  private SumAggregatorContract() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(SumAggregator role, Settings settings) {
    return check(role, settings, List.of());
  }

  /**
   * The rules that {@code role} breaks with these settings.
   *
   * @param further the parts that it needs beside those that the host makes
   */
  public static List<Finding> check(SumAggregator role, Settings settings, List<Part> further) {
    return run(role, settings, further).findings();
  }

  static Checklist run(SumAggregator role, Settings settings, List<Part> further) {
    Checklist list = new Checklist(RoleNames.AGGREGATOR, role.id());
    AggregatorRules rules = new AggregatorRules(list, role, settings, further);
    if (rules.check((task, parts, seed) -> sum(role, task, parts, SITES, seed))) {
      list.rule(
          "aggregate_acceptsOneParticipant",
          "A sum of a single site must give a model of the same length.",
          () -> {
            AggregationTask task = rules.task(1, ServerState.empty());
            return sum(role, task, rules.parts(), 1, 4).weights().length()
                == task.model().weights().length();
          });
    }
    return list;
  }

  private static Aggregated sum(
      SumAggregator role, AggregationTask task, List<Part> parts, int sites, long seed) {
    return role.aggregate(
        task,
        new SummedUpdate(
            task.model().version(), 10.0 * sites, sites, Samples.parts(parts, 1.0 * sites, seed)));
  }
}
