package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.JobOutcome;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.Command;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SumAggregator;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/** Sums whose differences would tell of a single site, in the real engine. */
class GuardRehearsalTests {
  private static final List<String> ALL = List.of("a", "b", "c", "d");
  private static final List<String> THREE = List.of("a", "b", "c");

  private static Rehearsal job(WeightPrecision weights) {
    Rehearsal job =
        new Rehearsal()
            .site("a", new double[] {1, 0, 4})
            .site("b", new double[] {1, 6, 0}, new double[] {1, 6, 0}, new double[] {1, 6, 0})
            .site("c", new double[] {1, 2, 2})
            .site("d", new double[] {1, -6, 1}, new double[] {1, -6, 1});
    job.route =
        new AggregationRoute.Secure(
            new Configured<>(new Unmasked(true), Settings.of("least", "3")),
            new Configured<>(new FixedPoint(), Settings.none()),
            1000,
            weights,
            Optional.empty(),
            new Configured<SumAggregator>(new Mean(), Settings.none()),
            Optional.empty());
    job.queries.put("mean-loss", new MeanLoss());
    return job;
  }

  /** Trains with these sites in turn, a list a round, and asks those of {@code judges} after. */
  private static WorkflowPlan rounds(List<List<String>> sites, List<List<String>> judges) {
    return rounds(sites, judges, true);
  }

  /** {@code updates}: whether a round before the last ends with a new model. */
  private static WorkflowPlan rounds(
      List<List<String>> sites, List<List<String>> judges, boolean updates) {
    WorkflowPlan.Builder plan =
        WorkflowPlan.builder()
            .addAgent("init", Phase.START, Plans.agent(seen -> List.of(new Command.Initialise())))
            .addAgent(
                "train",
                Phase.ROUND,
                Plans.agent(
                    seen ->
                        List.of(
                            Plans.train(sites.get(seen.round() - 1), SiteTask.Train.steps(1), 3))))
            .addAgent(
                "take",
                Phase.ROUND,
                Plans.agent(
                    seen -> {
                      boolean last = seen.round() == sites.size();
                      List<Command> commands = new ArrayList<>();
                      commands.add(new Command.Aggregate("train"));
                      if (updates || last) {
                        commands.add(new Command.Update());
                      }
                      if (last) {
                        commands.add(new Command.Stop("rounds"));
                      }
                      return commands;
                    }))
            .addDependency("take", "train");
    if (!judges.isEmpty()) {
      plan.addAgent(
              "judge",
              Phase.ROUND,
              Plans.agent(
                  seen ->
                      List.of(
                          Plans.query(
                              judges.get(seen.round() - 1), "mean-loss", new ModelRef.Current()))))
          .addDependency("judge", "take");
    }
    return plan.build();
  }

  @Test
  void secure_exactWeightsAndOneSiteFewer_endsWithoutASumAndSaysWhoDeclined() {
    Rehearsal job = job(WeightPrecision.EXACT);
    job.workflow = rounds(List.of(ALL, THREE), List.of());
    Federation federation = job.federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertEquals(1, federation.published.size());
  }

  @Test
  void secure_exactWeightsAndTheSameSites_goesOn() {
    Rehearsal job = job(WeightPrecision.EXACT);
    job.workflow = rounds(List.of(ALL, ALL, ALL), List.of(ALL, ALL, ALL));
    assertEquals(3, ((JobOutcome.Completed) job.federation().run()).rounds());
  }

  /** One, three, one and two rows count for 1, 4, 1 and 2. */
  @Test
  void secure_bucketsAndOneSiteFewer_goesOnWithPublicWeights() {
    Rehearsal job = job(WeightPrecision.BUCKET);
    job.workflow = rounds(List.of(ALL, THREE), List.of());
    Federation federation = job.federation();
    assertEquals(2, ((JobOutcome.Completed) federation.run()).rounds());
    // One step of rate 0.1 from 0 towards (0 + 4*6 + 2 - 2*6)/8 and (4 + 0 + 2 + 2)/8.
    assertArrayEquals(
        new float[] {0.175f, 0.1f}, federation.published.get(0).weights().toArray(), 1e-4f);
  }

  /** Trains all sites, then three of them, with or without a new model in between. */
  private static JobOutcome twice(boolean updates) {
    Rehearsal job = job(WeightPrecision.BUCKET);
    job.workflow = rounds(List.of(ALL, THREE), List.of(), updates);
    return job.federation().run();
  }

  /** With one model twice the sums would differ by what site d makes of it, in all its values. */
  @Test
  void secure_theSameModelAgainAndOneSiteFewer_isDeclined() {
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, twice(false));
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertEquals(2, ((JobOutcome.Completed) twice(true)).rounds());
  }

  /** Which sites report in which round, and what they say. */
  @Test
  void secure_metricsOverOneSiteFewer_areWithheldAndTheJobGoesOn() {
    Rehearsal job = job(WeightPrecision.BUCKET);
    job.workflow = rounds(List.of(ALL, ALL, ALL), List.of(ALL, THREE, ALL));
    Federation federation = job.federation();
    assertEquals(3, ((JobOutcome.Completed) federation.run()).rounds());
    List<Event.SitesReported> judged =
        federation.history.stream()
            .filter(Event.SitesReported.class::isInstance)
            .map(Event.SitesReported.class::cast)
            .filter(event -> event.node().equals("judge"))
            .toList();
    assertEquals(List.of(4, 0, 4), judged.stream().map(e -> e.reported().size()).toList());
    assertEquals(
        List.of(false, true, false), judged.stream().map(e -> e.values().isEmpty()).toList());
    assertEquals(
        Map.of("a", DropReason.DECLINED, "b", DropReason.DECLINED, "c", DropReason.DECLINED),
        judged.get(1).dropped());
  }
}
