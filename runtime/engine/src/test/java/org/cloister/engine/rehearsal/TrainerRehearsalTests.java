package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cloister.engine.JobOutcome;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Needs;
import org.cloister.spi.SiteTask;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.junit.jupiter.api.Test;

/** Federated optimisers on quadratics whose answers are known. */
class TrainerRehearsalTests {

  /**
   * Two sites of unequal curvature and size: the optimum of the union is not the mean of the sites'
   * optima.
   */
  private static Rehearsal unequal() {
    return new Rehearsal()
        .site("flat", new double[] {1, 0, 4}, new double[] {1, 0, 4})
        .site("steep", new double[] {4, 8, 0});
  }

  private static final float[] OPTIMUM = {8 * 4 / 6f, 4 * 2 / 6f};

  @Test
  void fedAvg_oneStep_isGradientDescentOnTheUnion() {
    Rehearsal job = unequal();
    job.workflow = Plans.rounds(200, 1);
    assertArrayEquals(OPTIMUM, job.train(new Sgd(), "rate", "0.2").weights(), 1e-4f);
  }

  @Test
  void fedProx_oneRound_movesToTheProximalOptimum() {
    Rehearsal job = new Rehearsal().site("only", new double[] {2, 3, -1});
    job.workflow = Plans.rounds(1, 400);
    Trainer fedProx =
        new Sgd() {
          @Override
          void correct(TrainingTask task, float[] weights, float[] gradient) {
            for (int i = 0; i < weights.length; i++) {
              gradient[i] += (float) (0.5 * (weights[i] - task.initial().toArray()[i]));
            }
          }
        };
    // Minimum of 2/2 |w - (3, -1)|^2 + 0.5/2 |w|^2.
    assertArrayEquals(new float[] {2.4f, -0.8f}, job.train(fedProx).weights(), 1e-5f);
  }

  /** Karimireddy et al. 2020: control variates; {@code c} is shared, {@code c_i} is site state. */
  private static final class Scaffold extends Sgd {
    private static final Part CONTROL =
        Part.plain("control-delta", new Part.Kind.Tensors(2, Double.POSITIVE_INFINITY));

    @Override
    public TrainerContract contract(ParameterLayout federated, Settings settings) {
      Part shared = Part.plain("control", new Part.Kind.Tensors(2, Double.POSITIVE_INFINITY));
      return new TrainerContract(List.of(CONTROL), List.of(shared), Needs.nothing());
    }

    @Override
    public Parts initialShared(ParameterLayout federated, Settings settings) {
      return Parts.ofTensor("control", FloatVector.zeros(2));
    }

    @Override
    void correct(TrainingTask task, float[] weights, float[] gradient) {
      float[] global = task.shared().tensor("control").toArray();
      float[] own = task.state().vector("control", FloatVector.zeros(2)).toArray();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += global[i] - own[i];
      }
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] before = task.initial().toArray();
      float[] after = descend(task, task.objective(), before.clone());
      float[] global = task.shared().tensor("control").toArray();
      float[] own = task.state().vector("control", FloatVector.zeros(2)).toArray();
      double scale = 1 / (task.work().steps() * task.settings().positive("rate", 0.1));
      float[] next = new float[2];
      float[] change = new float[2];
      for (int i = 0; i < 2; i++) {
        next[i] = (float) (own[i] - global[i] + scale * (before[i] - after[i]));
        change[i] = next[i] - own[i];
      }
      return new TrainingResult(
          FloatVector.of(after),
          1,
          Parts.ofTensor("control-delta", FloatVector.of(change)),
          task.state().with("control", FloatVector.of(next)));
    }

    @Override
    public Parts fold(Parts shared, SummedUpdate sum, int rosterSize, Settings settings) {
      float[] control = shared.tensor("control").toArray();
      float[] change = sum.sums().tensor("control-delta").toArray();
      for (int i = 0; i < control.length; i++) {
        control[i] += change[i] / rosterSize;
      }
      return Parts.ofTensor("control", FloatVector.of(control));
    }
  }

  @Test
  void scaffold_manyLocalSteps_reachesTheOptimumThatFedAvgMisses() {
    Rehearsal job = unequal();
    job.route = Rehearsal.open(new Mean(org.cloister.spi.SiteWeight.UNIFORM));
    job.workflow = Plans.rounds(300, 10);
    float[] uniformOptimum = {8 * 4 / 5f, 4 / 5f};
    float[] plain = job.train(new Sgd(), "rate", "0.05").weights();
    assertTrue(
        Math.abs(plain[0] - uniformOptimum[0]) > 0.5,
        "FedAvg must miss it, else this shows nothing");
    job.opened.clear();
    assertArrayEquals(uniformOptimum, job.train(new Scaffold(), "rate", "0.05").weights(), 1e-3f);
  }

  /** Wang et al. 2020: normalised averaging. */
  private static final class FedNova extends Sgd {
    @Override
    public TrainerContract contract(ParameterLayout federated, Settings settings) {
      return new TrainerContract(
          List.of(Part.weighted("local-steps", new Part.Kind.Scalars(1, 0, 1e6, 1))),
          List.of(),
          Needs.nothing());
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] after = descend(task, task.objective(), task.initial().toArray());
      long steps = task.work().steps();
      return new TrainingResult(
          FloatVector.of(after),
          1.0 / steps,
          Parts.ofScalars("local-steps", (double) steps),
          task.state());
    }
  }

  private static final class Normalised extends Mean {
    @Override
    public String id() {
      return "fed-nova";
    }

    @Override
    public java.util.Set<String> needs(Settings settings) {
      return java.util.Set.of(Part.DELTA, "local-steps");
    }

    @Override
    public org.cloister.spi.Aggregated aggregate(
        org.cloister.spi.AggregationTask task, SummedUpdate sum) {
      double effective = sum.meanScalar("local-steps");
      return new org.cloister.spi.Aggregated(
          task.vectors().axpy(effective, sum.mean(Part.DELTA), task.model().weights()),
          task.state());
    }
  }

  @Test
  void fedNova_unequalLocalSteps_weighsEachSiteByItsData() {
    Rehearsal job = new Rehearsal();
    // One epoch of batches of one: three steps at one site, one at the other; equal curvature.
    job.site("three", new double[] {1, 0, 0}, new double[] {1, 0, 0}, new double[] {1, 0, 0})
        .site("one", new double[] {1, 8, 4});
    job.batchSize = 1;
    job.route = Rehearsal.open(new Normalised());
    job.workflow = Plans.builder(1, new SiteTask.Train(0, 1, false), 1).build();
    // From 0 with rate 0.1: the first site stays, the second moves by 0.1 * (8, 4) in its one step.
    // mean(delta / steps) = (0.8, 0.4) / 4; mean(steps) = (3 * 3 + 1) / 4.
    assertArrayEquals(
        new float[] {0.8f / 4 * 2.5f, 0.4f / 4 * 2.5f}, job.train(new FedNova()).weights(), 1e-6f);
  }

  @Test
  void fedNova_trainerThatDoesNotSendItsSteps_isRefusedBeforeAnythingStarts() {
    Rehearsal job = unequal();
    job.route = Rehearsal.open(new Normalised());
    Federation federation = job.federation();
    JobOutcome.Failed failed = (JobOutcome.Failed) federation.run();
    assertEquals(ErrorCode.PART_MISSING, failed.code());
    assertTrue(failed.reason().contains("local-steps") && federation.history.isEmpty());
  }
}
