package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.cloister.engine.JobOutcome;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.spi.ModelRef;
import org.cloister.spi.Objective;
import org.cloister.spi.SiteState;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SiteTask.Rows;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.junit.jupiter.api.Test;

/** A model of each site's own in its state, close to the global one. */
class PersonalRehearsalTests {
  private static final double LAMBDA = 0.5;

  /** One row a site: curvature 1 at (0, 0), curvature 3 at (4, 8). */
  private static Rehearsal two(SiteTask.Train task, int rounds) {
    Rehearsal job =
        new Rehearsal().site("flat", new double[] {1, 0, 0}).site("steep", new double[] {3, 4, 8});
    job.queries.put("mean-loss", new MeanLoss());
    var plan = Plans.builder(rounds, task, 2);
    for (String site : job.sites.keySet()) {
      Plans.judge(plan, "own-" + site, site, Rows.TRAIN, new ModelRef.Personal());
      Plans.judge(plan, "global-" + site, site, Rows.TRAIN, new ModelRef.Current());
    }
    job.workflow = plan.build();
    return job;
  }

  private abstract static class Personal extends Sgd {
    @Override
    public Optional<FloatVector> personal(SiteState state) {
      return Optional.ofNullable(state.vectors().get("personal"));
    }

    /** Steps towards the minimum of {@code loss(v) + lambda / 2 * |v - anchor|^2}. */
    static float[] proximal(Objective objective, float[] v, float[] anchor, int steps) {
      float[] gradient = new float[v.length];
      for (int step = 0; step < steps; step++) {
        objective.next(v, gradient);
        for (int i = 0; i < v.length; i++) {
          v[i] = (float) (v[i] - 0.2 * (gradient[i] + LAMBDA * (v[i] - anchor[i])));
        }
      }
      return v;
    }
  }

  /** Li et al. 2021: the global model knows nothing of the personal ones. */
  private static final class Ditto extends Personal {
    @Override
    public String id() {
      return "ditto";
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] global = task.initial().toArray();
      float[] own = task.state().vector("personal", task.initial()).toArray();
      proximal(task.objective(), own, global, 1);
      return new TrainingResult(
          FloatVector.of(descend(task, task.objective(), global.clone())),
          1,
          Parts.none(),
          task.state().with("personal", FloatVector.of(own)));
    }
  }

  @Test
  void ditto_manyRounds_personalModelsStandBetweenTheirSiteAndTheMean() {
    Rehearsal job = two(SiteTask.Train.steps(1), 300);
    JobOutcome.Completed end = (JobOutcome.Completed) job.train(new Ditto()).federation().run();
    // Minimum of the union: (1 * 0 + 3 * x) / 4.
    float[] union = end.model().orElseThrow().weights().toArray();
    assertArrayEquals(new float[] {3, 6}, union, 1e-4f);
    assertPersonal(end, union);
  }

  /** T. Dinh et al. 2020: the global model is moved by the personal ones (Moreau envelopes). */
  private static final class PFedMe extends Personal {
    @Override
    public String id() {
      return "pfedme";
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] local = task.initial().toArray();
      float[] own = local.clone();
      for (long step = 0; step < task.work().steps(); step++) {
        own = proximal(task.objective(), local.clone(), local, 100);
        for (int i = 0; i < local.length; i++) {
          local[i] = (float) (local[i] - 0.2 * LAMBDA * (local[i] - own[i]));
        }
      }
      return new TrainingResult(
          FloatVector.of(local),
          1,
          Parts.none(),
          task.state().with("personal", FloatVector.of(own)));
    }
  }

  @Test
  void pFedMe_manyRounds_reachesTheMinimumOfTheEnvelopes() {
    Rehearsal job = two(SiteTask.Train.steps(1), 300);
    job.route = Rehearsal.open(new Mean(SiteWeight.UNIFORM));
    JobOutcome.Completed end = (JobOutcome.Completed) job.train(new PFedMe()).federation().run();
    // The envelope of a/2 |w - x|^2 has curvature a * lambda / (a + lambda), so sites weigh
    // 1/1.5 and 3/3.5: w = x * (6/7) / (2/3 + 6/7) = x * 9/16.
    float[] global = end.model().orElseThrow().weights().toArray();
    assertArrayEquals(new float[] {4 * 9 / 16f, 8 * 9 / 16f}, global, 1e-4f);
    assertPersonal(end, global);
  }

  /**
   * The personal optimum is {@code (a x + lambda w) / (a + lambda)}, so its loss is the global
   * model's loss times {@code (lambda / (a + lambda))^2}.
   */
  private static void assertPersonal(JobOutcome.Completed end, float[] global) {
    double flat = (global[0] * global[0] + global[1] * global[1]) / 2;
    double steep = 1.5 * (Math.pow(global[0] - 4, 2) + Math.pow(global[1] - 8, 2));
    assertEquals(flat, end.values().get("global-flat.loss"), 1e-4);
    assertEquals(steep, end.values().get("global-steep.loss"), 1e-4);
    assertEquals(flat * Math.pow(0.5 / 1.5, 2), end.values().get("own-flat.loss"), 1e-4);
    assertEquals(steep * Math.pow(0.5 / 3.5, 2), end.values().get("own-steep.loss"), 1e-4);
    for (String site : new String[] {"flat", "steep"}) {
      assertTrue(
          end.values().get("own-" + site + ".loss") < end.values().get("global-" + site + ".loss"));
    }
  }
}
