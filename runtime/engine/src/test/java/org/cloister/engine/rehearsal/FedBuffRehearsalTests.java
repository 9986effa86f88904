package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Signal;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.cloister.spi.UpdateAggregator;
import org.cloister.spi.WorkflowNode.Phase;
import org.junit.jupiter.api.Test;

/** Buffered asynchronous aggregation (Nguyen et al. 2022): nobody waits for a slow site. */
class FedBuffRehearsalTests {
  private static final SiteTask.Train KEEP_LATE = new SiteTask.Train(1, 0, true);

  /** The mean of the buffer, each update weighted by 1 / sqrt(1 + staleness). */
  private static final class FedBuff implements UpdateAggregator {
    private final List<String> seen = new ArrayList<>();

    @Override
    public String id() {
      return "fed-buff";
    }

    @Override
    public boolean acceptsStale() {
      return true;
    }

    @Override
    public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
      FloatVector weights = task.model().weights();
      for (ReceivedUpdate update : updates) {
        seen.add(task.round() + " " + update.source() + " " + update.staleness());
        FloatVector delta = update.contribution().parts().tensor(Part.DELTA);
        double factor = 1 / Math.sqrt(1 + update.staleness()) / updates.size();
        weights = task.vectors().axpy(factor, delta, weights);
      }
      return new Aggregated(weights, task.state());
    }
  }

  /** Notes at which step of the site it goes on: what the site committed. */
  private static final class Noting extends Sgd {
    private final List<String> slow = new ArrayList<>();

    @Override
    public TrainingResult train(TrainingTask task) throws InterruptedException {
      if (task.objective().examples() == 2) {
        slow.add(task.round() + ": " + task.work().firstStep());
      }
      return super.train(task);
    }
  }

  private static Rehearsal fastAndSlow(FedBuff rule, int rounds, int quorum) {
    Rehearsal job =
        new Rehearsal()
            .site("fast", new double[] {1, 8, 0})
            .site("slow", new double[] {1, 0, 8}, new double[] {1, 0, 8});
    job.route = Rehearsal.open(rule);
    job.workflow = Plans.builder(rounds, KEEP_LATE, quorum).build();
    return job.train(new Sgd(), "rate", "0.5");
  }

  @Test
  void fedBuff_siteSlowerThanARound_countsOnceWithItsStaleness() {
    FedBuff rule = new FedBuff();
    Rehearsal job = fastAndSlow(rule, 5, 1);
    Noting trainer = new Noting();
    job.train(trainer, "rate", "0.5");
    Federation federation =
        job.federation().slow("fast", Rehearsal.seconds(10)).slow("slow", Rehearsal.seconds(25));
    assertEquals(5, ((JobOutcome.Completed) federation.run()).rounds());
    // The first asks go out together, fast answers every 10 s. The slow answer to round 1 falls
    // into round 3, which it ends alone; fast's answer to round 3 then falls into round 4.
    assertEquals(List.of("1 fast 0", "2 fast 0", "3 slow 2", "4 fast 1", "5 fast 0"), rule.seen);
    // A change is half the way from the model it was computed from to the site's optimum.
    double[][] w = new double[6][2];
    for (int i = 0; i < 2; i++) {
      double fast = i == 0 ? 8 : 0;
      double slow = i == 0 ? 0 : 8;
      w[1][i] = w[0][i] + 0.5 * (fast - w[0][i]);
      w[2][i] = w[1][i] + 0.5 * (fast - w[1][i]);
      w[3][i] = w[2][i] + 0.5 * (slow - w[0][i]) / Math.sqrt(3);
      w[4][i] = w[3][i] + 0.5 * (fast - w[2][i]) / Math.sqrt(2);
      w[5][i] = w[4][i] + 0.5 * (fast - w[4][i]);
    }
    for (int round = 1; round <= 5; round++) {
      float[] expected = {(float) w[round][0], (float) w[round][1]};
      assertArrayEquals(expected, federation.published.get(round - 1).weights().toArray(), 1e-5f);
    }
    // It was asked again only after its late answer counted, and had committed it.
    assertEquals(List.of("1: 0", "4: 1"), trainer.slow);
  }

  @Test
  void fedBuff_lateAnswerComesWhileTheModelIsMade_countsInTheNextRound() {
    FedBuff rule = new FedBuff();
    // Coordinator works take 2 s: fast's answer of 10 s is checked until 12 s, which ends the
    // step of quorum 1; until 14 s the model is made; slow answers at 13 s and is checked until
    // 15 s, so that round 2 begins to wait in between.
    Federation federation =
        fastAndSlow(rule, 2, 1)
            .federation()
            .slow(Federation.COORDINATOR, Rehearsal.seconds(2))
            .slow("fast", Rehearsal.seconds(10))
            .slow("slow", Rehearsal.seconds(13));
    assertEquals(2, ((JobOutcome.Completed) federation.run()).rounds());
    assertEquals(List.of("1 fast 0", "2 slow 1"), rule.seen);
  }

  @Test
  void fedBuff_lateAnswerComesWhileSitesEvaluate_countsInTheNextRound() {
    FedBuff rule = new FedBuff();
    Rehearsal job = fastAndSlow(rule, 2, 1);
    job.queries.put("mean-loss", new MeanLoss());
    // Fast ends round 1 at 10 s and evaluates until 20 s; slow's change comes at 15 s.
    job.workflow =
        Plans.builder(2, KEEP_LATE, 1)
            .addAgent(
                "evaluate",
                Phase.ROUND,
                Plans.agent(
                    seen ->
                        List.of(Plans.query(List.of("fast"), "mean-loss", new ModelRef.Current()))))
            .addDependency("evaluate", "update")
            .build();
    Federation federation =
        job.federation().slow("fast", Rehearsal.seconds(10)).slow("slow", Rehearsal.seconds(15));
    assertEquals(2, ((JobOutcome.Completed) federation.run()).rounds());
    assertEquals(List.of("1 fast 0", "2 slow 1"), rule.seen);
  }

  @Test
  void fedBuff_siteThatStartsAnew_isAskedAgain() {
    FedBuff rule = new FedBuff();
    Rehearsal job = fastAndSlow(rule, 5, 1);
    Sgd lostOnce =
        new Sgd() {
          @Override
          public TrainingResult train(TrainingTask task) throws InterruptedException {
            if (task.round() == 1 && task.objective().examples() == 2) {
              throw new Federation.Hang(); // its program dies with the work
            }
            return super.train(task);
          }
        };
    // Fast answers every 10 s; slow is there again at 15 s, in round 2, and is asked in round 3.
    Federation federation =
        job.train(lostOnce, "rate", "0.5")
            .federation()
            .slow("fast", Rehearsal.seconds(10))
            .at(Rehearsal.seconds(15), "slow", new Signal.Begin());
    assertEquals(5, ((JobOutcome.Completed) federation.run()).rounds());
    assertTrue(rule.seen.contains("3 slow 0"), rule.seen.toString());
  }

  @Test
  void fedBuff_aggregatorThatTakesNoStaleUpdates_isRefused() {
    Rehearsal job = fastAndSlow(new FedBuff(), 2, 1);
    job.route = Rehearsal.open(new Mean());
    Federation federation = job.federation();
    JobOutcome.Failed failed = (JobOutcome.Failed) federation.run();
    assertEquals(ErrorCode.ROUTE_MISMATCH, failed.code());
    assertTrue(failed.reason().contains("mean") && federation.published.isEmpty());
  }

  @Test
  void fedBuff_compressorThatChoosesByTheRound_isRefused() {
    Rehearsal job = fastAndSlow(new FedBuff(), 2, 1);
    job.route =
        new AggregationRoute.Open(
            Optional.of(Configured.of(new RandomK())),
            Configured.of(new FedBuff()),
            Optional.empty());
    JobOutcome.Failed failed = (JobOutcome.Failed) job.federation().run();
    assertEquals(ErrorCode.ROUTE_MISMATCH, failed.code());
    assertTrue(failed.reason().contains("by the round"), failed.reason());
  }
}
