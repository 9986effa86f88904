package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.cloister.engine.JobOutcome;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.Command;
import org.cloister.spi.ServerState;
import org.cloister.spi.SiteTask;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/** Server optimisers (Reddi et al. 2021, Hsu et al. 2019) against a recursion by hand. */
class ServerStateRehearsalTests {

  private static Rehearsal three() {
    return new Rehearsal()
        .site("two", new double[] {1, 0.5, -0.25}, new double[] {1, 0.25, 0.5})
        .site("one", new double[] {2, -1, 1});
  }

  /** The mean change of the sites after one step of 0.1 from {@code w}. */
  private static double[] meanChange(float[] w) {
    double[] mean = new double[2];
    double[][] first = {{0.5, -0.25}, {0.25, 0.5}};
    double[] second = {-1, 1};
    for (int i = 0; i < 2; i++) {
      double two = (w[i] - first[0][i] + w[i] - first[1][i]) / 2;
      double one = 2 * (w[i] - second[i]);
      mean[i] = -0.1 * (2 * two + one) / 3;
    }
    return mean;
  }

  /** Momentum 0.9, rate 1. */
  private static final class Momentum extends Mean {
    @Override
    public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
      FloatVector old = task.state().vectors().getOrDefault("m", FloatVector.zeros(2));
      FloatVector momentum = task.vectors().axpy(0.9, old, sum.mean(Part.DELTA));
      double rounds = task.state().scalars().getOrDefault("rounds", 0.0);
      return new Aggregated(
          task.vectors().axpy(1, momentum, task.model().weights()),
          new ServerState(1, Map.of("m", momentum), Map.of("rounds", rounds + 1)));
    }
  }

  @Test
  void momentum_manyRounds_equalsTheRecursion() {
    Rehearsal job = three();
    job.route = Rehearsal.open(new Momentum());
    assertMomentum(job, Plans.rounds(30, 1));
  }

  @Test
  void momentum_candidateThatIsNotTaken_leavesNoTraceInItsState() {
    Rehearsal job = three();
    job.route = Rehearsal.open(new Momentum());
    WorkflowPlan.Builder plan = Plans.builder(30, SiteTask.Train.steps(1), 2);
    plan.addAgent(
            "again",
            Phase.ROUND,
            Plans.agent(seen -> java.util.List.of(new Command.Aggregate("train"))))
        .addDependency("again", "aggregate")
        .addDependency("update", "again");
    assertMomentum(job, plan.build());
  }

  private static void assertMomentum(Rehearsal job, WorkflowPlan plan) {
    job.workflow = plan;
    Federation federation = job.federation();
    assertEquals(30, ((JobOutcome.Completed) federation.run()).rounds());
    float[] w = new float[2];
    double[] m = new double[2];
    for (int round = 0; round < 30; round++) {
      double[] change = meanChange(w);
      for (int i = 0; i < 2; i++) {
        m[i] = 0.9 * m[i] + change[i];
        w[i] = (float) (w[i] + m[i]);
      }
      assertArrayEquals(w, federation.published.get(round).weights().toArray(), 1e-6f);
    }
  }

  /** Beta 0.9 and 0.99, tau 0.001, rate 0.1; no bias correction, as in the paper. */
  private static final class FedAdam extends Mean {
    @Override
    public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
      float[] change = sum.mean(Part.DELTA).toArray();
      float[] m = task.state().vectors().getOrDefault("m", FloatVector.zeros(2)).toArray();
      float[] v = task.state().vectors().getOrDefault("v", FloatVector.zeros(2)).toArray();
      float[] w = task.model().weights().toArray();
      for (int i = 0; i < 2; i++) {
        m[i] = (float) (0.9 * m[i] + 0.1 * change[i]);
        v[i] = (float) (0.99 * v[i] + 0.01 * change[i] * change[i]);
        w[i] = (float) (w[i] + 0.1 * m[i] / (Math.sqrt(v[i]) + 1e-3));
      }
      return new Aggregated(
          FloatVector.of(w),
          new ServerState(1, Map.of("m", FloatVector.of(m), "v", FloatVector.of(v)), Map.of()));
    }
  }

  @Test
  void fedAdam_manyRounds_equalsTheRecursion() {
    Rehearsal job = three();
    job.route = Rehearsal.open(new FedAdam());
    job.workflow = Plans.rounds(30, 1);
    Federation federation = job.federation();
    assertEquals(30, ((JobOutcome.Completed) federation.run()).rounds());
    double[] m = new double[2];
    double[] v = new double[2];
    double[] w = new double[2];
    for (int round = 0; round < 30; round++) {
      double[] change = meanChange(new float[] {(float) w[0], (float) w[1]});
      float[] found = federation.published.get(round).weights().toArray();
      for (int i = 0; i < 2; i++) {
        m[i] = 0.9 * m[i] + 0.1 * change[i];
        v[i] = 0.99 * v[i] + 0.01 * change[i] * change[i];
        w[i] += 0.1 * m[i] / (Math.sqrt(v[i]) + 1e-3);
        assertEquals(w[i], found[i], 2e-6, "round " + (round + 1));
      }
    }
  }
}
