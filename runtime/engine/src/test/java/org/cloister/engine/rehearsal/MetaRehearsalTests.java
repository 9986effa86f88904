package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.JobOutcome;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.port.Configured;
import org.cloister.spi.Episode;
import org.cloister.spi.MetaLearner;
import org.cloister.spi.Needs;
import org.cloister.spi.Objective;
import org.cloister.spi.SecondOrder;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.junit.jupiter.api.Test;

/**
 * Meta-learning: MAML and FOMAML (Finn et al. 2017), Reptile (Nichol et al. 2018), Meta-SGD (Li et
 * al. 2017), federated as by Chen et al. 2018. Inner rate 0.1, outer rate 0.5, one episode a site.
 */
class MetaRehearsalTests {
  private static final Part.Kind.Tensors RATES = new Part.Kind.Tensors(2, Double.POSITIVE_INFINITY);

  private static final double[] FIRST_SUPPORT = {2, 3, -1};
  private static final double[] FIRST_QUERY = {4, 1, 2};
  private static final double[] SECOND_SUPPORT = {5, 0, 1};
  private static final double[] SECOND_QUERY = {1, -2, 4};

  private static Rehearsal tasks() {
    Rehearsal job =
        new Rehearsal()
            .site("first", FIRST_SUPPORT, FIRST_QUERY)
            .site("second", SECOND_SUPPORT, SECOND_QUERY);
    job.episodes = Optional.of(Configured.of(new Alternate()));
    job.architecture = new Configured<>(new Quadratic(), Settings.of("first", "1", "second", "-2"));
    return job;
  }

  private abstract static class Meta implements MetaLearner {
    final boolean curved;

    Meta(boolean curved) {
      this.curved = curved;
    }

    @Override
    public TrainerContract contract(ParameterLayout federated, Settings settings) {
      return new TrainerContract(List.of(), List.of(), new Needs(curved, true));
    }

    @Override
    public FloatVector adapt(
        FloatVector initial, Parts shared, Objective support, int steps, Settings settings) {
      float[] weights = initial.toArray();
      float[] gradient = new float[weights.length];
      for (int step = 0; step < steps; step++) {
        support.next(weights, gradient);
        for (int i = 0; i < weights.length; i++) {
          weights[i] = (float) (weights[i] - rate(shared, i) * gradient[i]);
        }
      }
      return FloatVector.of(weights);
    }

    double rate(Parts shared, int i) {
      return 0.1;
    }

    float[] adapted(TrainingTask task, Episode episode) {
      return adapt(task.initial(), task.shared(), episode.support(), 1, task.settings()).toArray();
    }

    static float[] moved(float[] weights, float[] direction) {
      float[] next = weights.clone();
      for (int i = 0; i < next.length; i++) {
        next[i] = (float) (next[i] - 0.5 * direction[i]);
      }
      return next;
    }
  }

  private static final class Maml extends Meta {
    Maml(boolean secondOrder) {
      super(secondOrder);
    }

    @Override
    public String id() {
      return curved ? "maml" : "fomaml";
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] weights = task.initial().toArray();
      Episode episode = task.episodes().get(0);
      float[] outer = new float[weights.length];
      episode.query().next(adapted(task, episode), outer);
      if (curved) {
        float[] product = new float[weights.length];
        ((SecondOrder) episode.support()).hessianProduct(weights, outer, product);
        for (int i = 0; i < weights.length; i++) {
          outer[i] = (float) (outer[i] - 0.1 * product[i]);
        }
      }
      return TrainingResult.of(task, moved(weights, outer));
    }
  }

  private static final class Reptile extends Meta {
    Reptile() {
      super(false);
    }

    @Override
    public String id() {
      return "reptile";
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] weights = task.initial().toArray();
      float[] adapted = adapted(task, task.episodes().get(0));
      for (int i = 0; i < weights.length; i++) {
        adapted[i] = weights[i] - adapted[i];
      }
      return TrainingResult.of(task, moved(weights, adapted));
    }
  }

  /** The rates are learnt too: shared beside the weights, folded by their mean change. */
  private static final class MetaSgd extends Meta {
    MetaSgd() {
      super(true);
    }

    @Override
    public String id() {
      return "meta-sgd";
    }

    @Override
    public TrainerContract contract(ParameterLayout federated, Settings settings) {
      return new TrainerContract(
          List.of(Part.weighted("rates-change", RATES)),
          List.of(Part.plain("rates", RATES)),
          new Needs(true, true));
    }

    @Override
    public Parts initialShared(ParameterLayout federated, Settings settings) {
      return Parts.ofTensor("rates", FloatVector.of(0.1f, 0.2f));
    }

    @Override
    double rate(Parts shared, int i) {
      return shared.tensor("rates").toArray()[i];
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] weights = task.initial().toArray();
      Episode episode = task.episodes().get(0);
      float[] inner = new float[2];
      float[] outer = new float[2];
      episode.support().next(weights, inner);
      episode.query().next(adapted(task, episode), outer);
      float[] scaled = new float[2];
      float[] change = new float[2];
      for (int i = 0; i < 2; i++) {
        scaled[i] = (float) (rate(task.shared(), i) * outer[i]);
        change[i] = (float) (0.001 * inner[i] * outer[i]);
      }
      float[] product = new float[2];
      ((SecondOrder) episode.support()).hessianProduct(weights, scaled, product);
      for (int i = 0; i < 2; i++) {
        outer[i] -= product[i];
      }
      return new TrainingResult(
          FloatVector.of(moved(weights, outer)),
          1,
          Parts.ofTensor("rates-change", FloatVector.of(change)),
          task.state());
    }

    @Override
    public Parts fold(Parts shared, SummedUpdate sum, int rosterSize, Settings settings) {
      float[] rates = shared.tensor("rates").toArray();
      float[] change = sum.mean("rates-change").toArray();
      return Parts.ofTensor("rates", FloatVector.of(rates[0] + change[0], rates[1] + change[1]));
    }
  }

  private static double inner(double[] support, double w, int i, double rate) {
    return w - rate * support[0] * (w - support[1 + i]);
  }

  /** The query gradient after adaptation. */
  private static double outer(double[] support, double[] query, double w, int i, double rate) {
    return query[0] * (inner(support, w, i, rate) - query[1 + i]);
  }

  private static final double[] START = {1, -2};

  private static float[] maml(double curvature) {
    float[] next = new float[2];
    for (int i = 0; i < 2; i++) {
      double w = START[i];
      double first =
          (1 - curvature * 0.1 * FIRST_SUPPORT[0]) * outer(FIRST_SUPPORT, FIRST_QUERY, w, i, 0.1);
      double second =
          (1 - curvature * 0.1 * SECOND_SUPPORT[0])
              * outer(SECOND_SUPPORT, SECOND_QUERY, w, i, 0.1);
      next[i] = (float) (w - 0.5 * (first + second) / 2);
    }
    return next;
  }

  @Test
  void maml_oneRound_takesTheGradientThroughTheAdaptation() {
    assertArrayEquals(maml(1), tasks().train(new Maml(true)).weights(), 1e-5f);
  }

  @Test
  void fomaml_oneRound_takesTheGradientAtTheAdaptedWeights() {
    assertArrayEquals(maml(0), tasks().train(new Maml(false)).weights(), 1e-5f);
  }

  @Test
  void reptile_oneRound_movesTowardsTheAdaptedWeights() {
    float[] expected = new float[2];
    for (int i = 0; i < 2; i++) {
      double first = inner(FIRST_SUPPORT, START[i], i, 0.1);
      double second = inner(SECOND_SUPPORT, START[i], i, 0.1);
      expected[i] = (float) (START[i] + 0.5 * ((first + second) / 2 - START[i]));
    }
    assertArrayEquals(expected, tasks().train(new Reptile()).weights(), 1e-5f);
    for (float[] other : List.of(maml(0), maml(1))) {
      assertTrue(Math.abs(expected[0] - other[0]) > 0.1, "else the three cannot be told apart");
    }
    assertTrue(Math.abs(maml(0)[0] - maml(1)[0]) > 0.1, "else the three cannot be told apart");
  }

  @Test
  void metaSgd_twoRounds_learnsItsRatesBesideTheWeights() {
    Rehearsal job = tasks().train(new MetaSgd());
    job.workflow = Plans.rounds(2, 1);
    Federation federation = job.federation();
    assertEquals(2, ((JobOutcome.Completed) federation.run()).rounds());
    double[] w = START.clone();
    double[] rates = {0.1f, 0.2f};
    double[][][] sites = {{FIRST_SUPPORT, FIRST_QUERY}, {SECOND_SUPPORT, SECOND_QUERY}};
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 2; i++) {
        double weights = 0;
        double rate = 0;
        for (double[][] site : sites) {
          double outer = outer(site[0], site[1], w[i], i, rates[i]);
          weights += (1 - rates[i] * site[0][0]) * outer / 2;
          rate += 0.001 * site[0][0] * (w[i] - site[0][1 + i]) * outer / 2;
        }
        w[i] -= 0.5 * weights;
        rates[i] += rate;
      }
      var model = federation.published.get(round);
      assertArrayEquals(new float[] {(float) w[0], (float) w[1]}, model.weights().toArray(), 1e-4f);
      assertArrayEquals(
          new float[] {(float) rates[0], (float) rates[1]},
          model.shared().tensor("rates").toArray(),
          1e-5f);
    }
    assertTrue(Math.abs(rates[0] - 0.1) > 0.005, "else the rates did not learn");
  }

  private static void assertRefused(Rehearsal job, String... named) {
    Federation federation = job.federation();
    JobOutcome.Failed failed = (JobOutcome.Failed) federation.run();
    assertEquals(ErrorCode.CAPABILITY_MISSING, failed.code());
    for (String name : named) {
      assertTrue(failed.reason().contains(name), failed.reason());
    }
    assertTrue(federation.history.isEmpty());
  }

  @Test
  void maml_modelWithoutHessianProducts_isRefusedBeforeAnythingStarts() {
    Rehearsal job = tasks().train(new Maml(true));
    job.architecture = new Configured<>(new Quadratic(), Settings.of("first-order", "true"));
    assertRefused(job, "maml", "quadratic");
  }

  @Test
  void fomaml_modelWithoutHessianProducts_trains() {
    Rehearsal job = tasks().train(new Maml(false));
    job.architecture =
        new Configured<>(
            new Quadratic(), Settings.of("first-order", "true", "first", "1", "second", "-2"));
    assertArrayEquals(maml(0), job.weights(), 1e-5f);
  }

  @Test
  void maml_noEpisodeSampler_isRefusedBeforeAnythingStarts() {
    Rehearsal job = tasks().train(new Maml(true));
    job.episodes = Optional.empty();
    assertRefused(job, "maml", "episode sampler");
  }
}
