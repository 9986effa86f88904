package org.cloister.tck;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ServerState;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.SumAggregator;
import org.junit.jupiter.api.Test;

final class SumAggregatorContractTests {

  /** Averages with momentum, so that there is a state. */
  private static class Good implements SumAggregator {
    @Override
    public String id() {
      return "good";
    }

    @Override
    public Set<String> needs(Settings settings) {
      settings.requireOnly("momentum");
      return Set.of(Part.DELTA);
    }

    @Override
    public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
      FloatVector mean = sum.mean(Part.DELTA);
      FloatVector old = task.state().vectors().getOrDefault("m", FloatVector.zeros(mean.length()));
      FloatVector velocity = Vectors.onHeap().axpy(0.5, old, mean);
      FloatVector weights = task.vectors().axpy(1, velocity, task.model().weights());
      return new Aggregated(weights, new ServerState(1, Map.of("m", velocity), Map.of()));
    }
  }

  /** Changes the weights that a good one makes. */
  private abstract static class Changing extends Good {
    abstract FloatVector change(FloatVector weights, SummedUpdate sum);

    @Override
    public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
      Aggregated good = super.aggregate(task, sum);
      return new Aggregated(change(good.weights(), sum), good.state());
    }
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    new Twins<SumAggregator>(role -> SumAggregatorContract.run(role, Settings.none(), List.of()))
        .broken(
            "needs_names",
            new Good() {
              @Override
              public Set<String> needs(Settings settings) {
                return null;
              }
            })
        .broken(
            "needs_areIds",
            new Good() {
              @Override
              public Set<String> needs(Settings settings) {
                settings.requireOnly("momentum");
                return Set.of("not an id");
              }
            })
        .broken(
            "needs_refusesUnknownSettings",
            new Good() {
              @Override
              public Set<String> needs(Settings settings) {
                return Set.of(Part.DELTA);
              }
            })
        .broken(
            "weighting_isStable",
            new Good() {
              private int asked;

              @Override
              public SiteWeight weighting(Settings settings) {
                return asked++ % 2 == 0 ? SiteWeight.EXAMPLES : SiteWeight.UNIFORM;
              }
            })
        .broken(
            "aggregate_answers",
            new Changing() {
              @Override
              FloatVector change(FloatVector weights, SummedUpdate sum) {
                throw new IllegalStateException("no");
              }
            })
        .broken(
            "aggregate_resultHasModelLength",
            new Changing() {
              @Override
              FloatVector change(FloatVector weights, SummedUpdate sum) {
                // A single participant is not what this twin is about.
                return sum.participants() == 1 ? weights : weights.range(1, weights.length() - 1);
              }
            })
        .broken(
            "aggregate_resultIsFinite",
            new Changing() {
              @Override
              FloatVector change(FloatVector weights, SummedUpdate sum) {
                return weights.scaled(Double.NaN);
              }
            })
        .broken(
            "aggregate_isPure",
            new Changing() {
              private int calls;

              @Override
              FloatVector change(FloatVector weights, SummedUpdate sum) {
                return weights.scaled(1 + 0.01 * calls++);
              }
            })
        .broken(
            "aggregate_resultStays",
            new Changing() {
              private final float[] reused = new float[(int) Samples.sharedLength()];

              @Override
              FloatVector change(FloatVector weights, SummedUpdate sum) {
                weights.read(0, reused, 0, reused.length);
                return new WeakVector(reused);
              }
            })
        .broken(
            "aggregate_stateGoesRound",
            new Good() {
              @Override
              public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
                boolean own = task.state().vectors().get("m") instanceof WeakVector;
                Aggregated good = super.aggregate(task, sum);
                FloatVector state = new WeakVector(good.state().vectors().get("m").toArray());
                return new Aggregated(
                    good.weights().scaled(own ? 2 : 1),
                    new ServerState(1, Map.of("m", state), Map.of()));
              }
            })
        .broken(
            "aggregate_acceptsOneParticipant",
            new Changing() {
              @Override
              FloatVector change(FloatVector weights, SummedUpdate sum) {
                return weights.range(0, sum.participants() == 1 ? 1 : weights.length());
              }
            })
        .verify(new Good());
  }
}
