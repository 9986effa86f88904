package org.cloister.tck;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Settings;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.UpdateAggregator;
import org.junit.jupiter.api.Test;

final class UpdateAggregatorContractTests {

  private static class Good implements UpdateAggregator {
    @Override
    public String id() {
      return "good";
    }

    @Override
    public Set<String> needs(Settings settings) {
      settings.requireOnly();
      return Set.of(Part.DELTA);
    }

    @Override
    public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
      FloatVector weights = task.model().weights();
      for (ReceivedUpdate update : updates) {
        FloatVector delta = update.contribution().parts().tensor(Part.DELTA);
        weights = task.vectors().axpy(1.0 / updates.size(), delta, weights);
      }
      return new Aggregated(weights, task.state());
    }
  }

  /** Looks at the updates before a good one uses them. */
  private abstract static class Looking extends Good {
    abstract double factor(List<ReceivedUpdate> updates);

    @Override
    public boolean acceptsStale() {
      return true;
    }

    @Override
    public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
      double factor = factor(updates);
      return new Aggregated(super.aggregate(task, updates).weights().scaled(factor), task.state());
    }
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    new Twins<UpdateAggregator>(
            role -> UpdateAggregatorContract.run(role, Settings.none(), List.of()))
        .elsewhere(
            "needs_names",
            "needs_areIds",
            "needs_refusesUnknownSettings",
            "weighting_isStable",
            "aggregate_answers",
            "aggregate_resultHasModelLength",
            "aggregate_resultIsFinite",
            "aggregate_isPure",
            "aggregate_resultStays",
            "aggregate_stateGoesRound")
        .broken(
            "aggregate_leavesTheListAlone",
            new Looking() {
              @Override
              double factor(List<ReceivedUpdate> updates) {
                if (updates instanceof ArrayList) {
                  updates.sort(Comparator.comparing(ReceivedUpdate::source).reversed());
                  updates.sort(Comparator.comparing(u -> u.contribution().weight()));
                  updates.add(updates.remove(0));
                }
                return 0; // its weights do not follow from the order
              }
            })
        .broken(
            "aggregate_isBlindToTheListType",
            new Looking() {
              @Override
              double factor(List<ReceivedUpdate> updates) {
                return updates instanceof ArrayList ? 1 : 2;
              }
            })
        .broken(
            "aggregate_acceptsOneUpdate",
            new Looking() {
              @Override
              double factor(List<ReceivedUpdate> updates) {
                return updates.get(1).staleness() + 1;
              }
            })
        .broken(
            "aggregate_acceptsStaleUpdates",
            new Looking() {
              @Override
              double factor(List<ReceivedUpdate> updates) {
                return updates.get(0).staleness() > 0 ? Double.NaN : 1;
              }
            })
        .verify(
            new Looking() {
              @Override
              double factor(List<ReceivedUpdate> updates) {
                return 1;
              }
            });
  }
}
