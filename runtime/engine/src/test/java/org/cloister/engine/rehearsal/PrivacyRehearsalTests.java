package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.model.DpEvent;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.Neighbours;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.PrivacyCharge;
import org.cloister.model.PrivacyUnit;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.Needs;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingTask;
import org.cloister.spi.protection.PrivacyMechanism;
import org.junit.jupiter.api.Test;

/** Differential privacy at the site: on gradients, and on the change that leaves it. */
class PrivacyRehearsalTests {

  private static Rehearsal dpSgd(Rehearsal job, String... settings) {
    job.gradientPrivacy = Optional.of(new Configured<>(new DpSgd(), Settings.of(settings)));
    return job;
  }

  @Test
  void dpSgd_noNoise_followsTheMeanOfClippedGradients() {
    // At 0 the gradients are (-3, -4), clipped to norm 1, and (-0.3, -0.4), which is short enough.
    Rehearsal job =
        new Rehearsal().site("only", new double[] {1, 3, 4}, new double[] {1, 0.3, 0.4});
    assertArrayEquals(
        new float[] {0.1f * 0.45f, 0.1f * 0.6f},
        dpSgd(job, "clip", "1").train(new Sgd(), "rate", "0.1").weights(),
        1e-6f);
  }

  @Test
  void dpSgd_modelWithoutNormsOfExamples_isRefusedBeforeAnythingStarts() {
    Rehearsal job = dpSgd(new Rehearsal().site("only", new double[] {1, 3, 4}));
    job.architecture = new Configured<>(new Quadratic(), Settings.of("first-order", "true"));
    assertRefused(job, ErrorCode.CAPABILITY_MISSING, "norms");
  }

  private static void assertRefused(Rehearsal job, ErrorCode code, String word) {
    Federation federation = job.federation();
    JobOutcome.Failed failed = (JobOutcome.Failed) federation.run();
    assertEquals(code, failed.code());
    assertTrue(failed.reason().contains(word), failed.reason());
    assertTrue(federation.history.isEmpty());
  }

  @Test
  void fedProx_onThePrivateObjective_isPostProcessing() {
    Rehearsal job = dpSgd(new Rehearsal().site("only", new double[] {1, 30, 40}), "clip", "1");
    job.workflow = Plans.rounds(1, 400);
    Sgd fedProx =
        new Sgd() {
          @Override
          void correct(TrainingTask task, float[] weights, float[] gradient) {
            for (int i = 0; i < weights.length; i++) {
              gradient[i] += 0.5f * weights[i];
            }
          }
        };
    // The clipped pull (0.6, 0.8) and the proximal pull w / 2 balance at twice the clipped one.
    assertArrayEquals(new float[] {1.2f, 1.6f}, job.train(fedProx).weights(), 1e-4f);
  }

  private static final int ROUNDS = 400;

  /** Mean and variance of the changes of the first value; its clipped gradient is -1, rate 0.1. */
  private static double[] increments(double noise) {
    Rehearsal job =
        dpSgd(
            new Rehearsal().site("only", new double[] {1, 100, 0}),
            "clip",
            "1",
            "noise",
            Double.toString(noise));
    job.workflow = Plans.rounds(ROUNDS, 1);
    Federation federation = job.train(new Sgd(), "rate", "0.1").federation();
    assertEquals(ROUNDS, ((JobOutcome.Completed) federation.run()).rounds());
    float before = 0;
    double sum = 0;
    double squares = 0;
    for (Model model : federation.published) {
      double increment = (model.weights().toArray()[0] - before) / 0.1;
      before = model.weights().toArray()[0];
      sum += increment;
      squares += increment * increment;
    }
    double mean = sum / ROUNDS;
    return new double[] {mean, squares / ROUNDS - mean * mean};
  }

  /**
   * 400 changes with deviation 0.5: their mean is 1 within 6 * 0.5 / 20 = 0.15, and the variance is
   * 0.25 within 6 standard deviations, 6 * 0.25 * sqrt(2 / 400) = 0.106; each false alarm is rarer
   * than 1 in 10^7 (the variance is a little skewed). The direction of the gradient turns by less
   * than 0.02 on the way, which changes its first value by less than 0.001.
   */
  private static boolean looksLikeHalf(double[] meanAndVariance) {
    return Math.abs(meanAndVariance[0] - 1) < 0.15 && Math.abs(meanAndVariance[1] - 0.25) < 0.107;
  }

  @Test
  void dpSgd_realNoise_hasTheMeanAndVarianceItSays() {
    double[] found = increments(0.5);
    assertTrue(looksLikeHalf(found), found[0] + " " + found[1]);
  }

  @Test
  void dpSgd_otherNoiseThanItSays_isFound() {
    assertFalse(looksLikeHalf(increments(0)));
    assertFalse(looksLikeHalf(increments(0.8)));
  }

  /** A trainer that would read the raw rows of episodes past the private objective. */
  private static Sgd needing(Needs needs) {
    return new Sgd() {
      @Override
      public TrainerContract contract(ParameterLayout federated, Settings settings) {
        return new TrainerContract(List.of(), List.of(), needs);
      }
    };
  }

  @Test
  void dpSgd_trainerThatNeedsEpisodesOrCurvature_isRefusedBeforeAnythingStarts() {
    for (Needs needs : List.of(new Needs(false, true), new Needs(true, false))) {
      Rehearsal job = dpSgd(new Rehearsal().site("only", new double[] {1, 3, 4}));
      job.episodes = Optional.of(Configured.of(new Alternate()));
      assertRefused(job.train(needing(needs)), ErrorCode.CAPABILITY_MISSING, "private");
    }
  }

  /** Gaussian noise of {@code noise * clipNorm} on each value of the change. */
  private static final class GaussianChange implements PrivacyMechanism.Real {
    @Override
    public String id() {
      return "gaussian";
    }

    @Override
    public PrivacyCharge planned(Settings settings, long examples, long steps) {
      return new PrivacyCharge(
          PrivacyUnit.SITE,
          Neighbours.ADD_REMOVE,
          new DpEvent.Gaussian(settings.positive("noise", 1)));
    }

    @Override
    public FloatVector perturb(
        FloatVector clipped,
        double clipNorm,
        Settings settings,
        SecureRandom random,
        Vectors vectors) {
      float[] values = clipped.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (settings.number("noise", 0, 0, 9) * clipNorm * random.nextGaussian());
      }
      return FloatVector.of(values);
    }
  }

  private static Rehearsal noisyChange(double clipNorm, String noise) {
    Rehearsal job =
        new Rehearsal().site("far", new double[] {1, 30, 40}).site("near", new double[] {1, 3, 4});
    job.clipNorm = clipNorm;
    job.route =
        new AggregationRoute.Open(
            Optional.empty(),
            Configured.of(new Mean()),
            Optional.of(new Configured<>(new GaussianChange(), Settings.of("noise", noise))));
    return job;
  }

  private static float[] delta(Federation federation, String site) {
    return federation.said.get(site).stream()
        .filter(Message.Answer.class::isInstance)
        .map(message -> ((Message.Answer) message).contribution().parts().tensor(Part.DELTA))
        .findFirst()
        .orElseThrow()
        .toArray();
  }

  @Test
  void realNoise_ofZero_leavesTheChangeClippedToTheClipNorm() {
    Federation federation = noisyChange(2, "0").federation();
    assertEquals(1, ((JobOutcome.Completed) federation.run()).rounds());
    // One step of 0.1: (3, 4) of norm 5 becomes (1.2, 1.6); (0.3, 0.4) is short enough.
    assertArrayEquals(new float[] {1.2f, 1.6f}, delta(federation, "far"), 1e-6f);
    assertArrayEquals(new float[] {0.3f, 0.4f}, delta(federation, "near"), 1e-6f);
  }

  @Test
  void realNoise_isInTheChangeThatLeavesTheSite() {
    Federation federation = noisyChange(2, "1").federation();
    assertEquals(1, ((JobOutcome.Completed) federation.run()).rounds());
    // Four noises of deviation 2 have a sum of sizes below 4e-4 with a chance below 10^-16.
    float[] far = delta(federation, "far");
    float[] near = delta(federation, "near");
    double noise =
        Math.abs(far[0] - 1.2)
            + Math.abs(far[1] - 1.6)
            + Math.abs(near[0] - 0.3)
            + Math.abs(near[1] - 0.4);
    assertTrue(noise > 4e-4);
  }

  @Test
  void realNoise_noClipNorm_isRefusedBeforeAnythingStarts() {
    assertRefused(noisyChange(Double.POSITIVE_INFINITY, "0"), ErrorCode.JOB_INVALID, "clip-norm");
  }

  @Test
  void realNoise_trainerThatSendsMoreThanTheChange_isRefusedBeforeAnythingStarts() {
    Rehearsal job = noisyChange(2, "1");
    job.train(
        new Sgd() {
          @Override
          public TrainerContract contract(ParameterLayout federated, Settings settings) {
            Part steps = Part.weighted("local-steps", new Part.Kind.Scalars(1, 0, 9, 1));
            return new TrainerContract(List.of(steps), List.of(), Needs.nothing());
          }
        });
    assertRefused(job, ErrorCode.PROTECTION_REFUSED, "local-steps");
  }

  @Test
  void trainingLoss_underPrivacy_staysAtTheSite() {
    Rehearsal open = new Rehearsal().site("only", new double[] {1, 3, 4});
    assertTrue(sendsLoss(open.federation()), "without privacy it is sent, else this shows nothing");
    assertFalse(sendsLoss(noisyChange(2, "1").federation()));
    Rehearsal job = new Rehearsal().site("only", new double[] {1, 3, 4});
    assertFalse(sendsLoss(dpSgd(job, "clip", "1").federation()));
  }

  private static boolean sendsLoss(Federation federation) {
    assertEquals(1, ((JobOutcome.Completed) federation.run()).rounds());
    return federation.said.values().stream()
        .flatMap(List::stream)
        .filter(Message.Answer.class::isInstance)
        .anyMatch(
            message ->
                ((Message.Answer) message)
                    .contribution()
                    .parts()
                    .scalars()
                    .containsKey(Part.TRAINING_LOSS));
  }

  @Test
  void openRoute_jobThatPromisesPrivacy_recordsMetricsOfNoSite() {
    assertEquals(
        Set.of("loss"), SiteMetricRehearsalTests.judgement(noisyChange(2, "1")).keySet(), "noise");
    Rehearsal dpSgd =
        dpSgd(new Rehearsal().site("a", new double[] {1, 3, 4}).site("b", new double[] {1, 1, 1}));
    assertEquals(Set.of("loss"), SiteMetricRehearsalTests.judgement(dpSgd).keySet(), "DP-SGD");
  }
}
