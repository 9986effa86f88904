package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Placement;
import org.cloister.model.Settings;
import org.cloister.port.Configured;
import org.cloister.spi.DropReason;
import org.cloister.spi.Episode;
import org.cloister.spi.Event;
import org.cloister.spi.ModelRef;
import org.cloister.spi.Needs;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SiteTask.Rows;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/** Parameters that stay at home: FedBN (Li et al. 2021), FedPer (Arivazhagan et al. 2019), ANIL. */
class HomeRehearsalTests {

  /** Two rows with optimum (0, 4) at one site, one with (6, -2) at the other. */
  private static Rehearsal home() {
    Rehearsal job =
        new Rehearsal()
            .site("two", new double[] {1, 0, 4}, new double[] {1, 0, 4})
            .site("one", new double[] {1, 6, -2});
    job.architecture = new Configured<>(new Quadratic(), Settings.of("home", "true"));
    job.queries.put("mean-loss", new MeanLoss());
    return job;
  }

  @Test
  void fedPer_manyRounds_sharesTheMeanAndKeepsEachSitesOwn() {
    Rehearsal job = home();
    // First parameter: (2 * 0 + 1 * 6) / 3 = 2 for all. Second: each site's own optimum.
    assertSharedIsTwoAndHomesAreOwn(job.train(new Sgd(), "rate", "0.5"));
  }

  /** FedRep (Collins et al. 2021): first the home values alone, then the shared ones alone. */
  private static final class Alternating implements Trainer {
    @Override
    public String id() {
      return "alternating";
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] weights = task.initial().toArray();
      int shared = Math.toIntExact(task.layout().length(Placement.SHARED));
      descend(task, weights, shared, weights.length);
      descend(task, weights, 0, shared);
      return TrainingResult.of(task, weights);
    }

    private static void descend(TrainingTask task, float[] weights, int from, int to) {
      float[] gradient = new float[weights.length];
      task.objective().next(weights, gradient);
      for (int i = from; i < to; i++) {
        weights[i] -= 0.5f * gradient[i];
      }
    }
  }

  @Test
  void fedRep_manyRounds_sharesTheMeanAndKeepsEachSitesOwn() {
    assertSharedIsTwoAndHomesAreOwn(home().train(new Alternating()));
  }

  private static void assertSharedIsTwoAndHomesAreOwn(Rehearsal job) {
    var plan = Plans.builder(60, SiteTask.Train.steps(1), 2);
    Plans.judge(plan, "judge-two", "two", Rows.TRAIN, new ModelRef.Personal());
    Plans.judge(plan, "judge-one", "one", Rows.TRAIN, new ModelRef.Personal());
    job.workflow = plan.build();
    Federation federation = job.federation();
    JobOutcome.Completed end = (JobOutcome.Completed) federation.run();
    assertArrayEquals(new float[] {2}, end.model().orElseThrow().weights().toArray(), 1e-5f);
    // What is left of the losses is the shared parameter's: (2 - 0)^2 / 2 and (2 - 6)^2 / 2.
    assertEquals(2, end.values().get("judge-two.loss"), 1e-4);
    assertEquals(8, end.values().get("judge-one.loss"), 1e-4);
    assertEquals(60, answers(federation, "two", 1));
    assertEquals(60, answers(federation, "one", 1));
  }

  /** How many trainings a site answered; fails if one had more than the shared values. */
  private static int answers(Federation federation, String site, long sharedLength) {
    int count = 0;
    for (Message message : federation.said.get(site)) {
      if (message instanceof Message.Answer answer
          && !answer.contribution().parts().tensors().isEmpty()) {
        Map<String, FloatVector> tensors = answer.contribution().parts().tensors();
        assertEquals(Set.of("delta"), tensors.keySet());
        assertEquals(sharedLength, tensors.get("delta").length());
        assertEquals(Set.of("training-loss"), answer.contribution().parts().scalars().keySet());
        count++;
      }
    }
    return count;
  }

  /** ANIL (Raghu et al. 2020): the inner loop adapts the head alone; the head is the home part. */
  private static final class Anil implements Trainer {
    @Override
    public String id() {
      return "anil";
    }

    @Override
    public TrainerContract contract(ParameterLayout federated, Settings settings) {
      return new TrainerContract(List.of(), List.of(), new Needs(false, true));
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] weights = task.initial().toArray();
      int shared = Math.toIntExact(task.layout().length(Placement.SHARED));
      float[] gradient = new float[weights.length];
      for (Episode episode : task.episodes()) {
        float[] adapted = weights.clone();
        episode.support().next(adapted, gradient);
        for (int i = shared; i < adapted.length; i++) {
          adapted[i] -= 0.5f * gradient[i];
        }
        episode.query().next(adapted, gradient);
        for (int i = 0; i < weights.length; i++) {
          weights[i] -= 0.1f * gradient[i];
        }
      }
      return TrainingResult.of(task, weights);
    }
  }

  @Test
  void anil_headAtHome_movesBodyByTheMeanAndHeadByTheAdaptedGradient() {
    Rehearsal job = home();
    job.episodes = java.util.Optional.of(Configured.of(new Alternate()));
    job.sites.put("one", Points.of(new double[] {1, 6, -2}, new double[] {1, 6, -2}));
    var plan = Plans.builder(1, SiteTask.Train.steps(1), 2);
    Plans.judge(plan, "judge", "two", Rows.TRAIN, new ModelRef.Personal());
    job.workflow = plan.build();
    JobOutcome.Completed end = (JobOutcome.Completed) job.train(new Anil()).federation().run();
    // Body: query gradients 0 - 0 and 0 - 6; each step 0.1; mean over equal sites.
    assertArrayEquals(new float[] {0.3f}, end.model().orElseThrow().weights().toArray(), 1e-6f);
    // Head of "two": adapted to 0.5 * 4 = 2, query gradient 2 - 4, so it goes to 0.2.
    assertEquals((0.3 * 0.3 + 3.8 * 3.8) / 2, end.values().get("judge.loss"), 1e-5);
  }

  /** Counts its rounds in the site's state and notes what it found. */
  private static final class Noting extends Sgd {
    private final AtomicReference<Federation> federation = new AtomicReference<>();
    private final List<String> seen = new ArrayList<>();

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] weights = task.initial().toArray();
      if (task.objective().examples() == 1) {
        float rounds = task.state().vector("rounds", FloatVector.zeros(1)).toArray()[0];
        seen.add(task.round() + ": " + weights[1] + " " + rounds + " " + task.work().firstStep());
        // In round 2 the answer is ready in the very moment of the deadline: too late.
        federation.get().slow("one", Rehearsal.seconds(task.round() == 1 ? 100 : 0));
      }
      float rounds = task.state().vector("rounds", FloatVector.zeros(1)).toArray()[0];
      return new TrainingResult(
          FloatVector.of(descend(task, task.objective(), weights)),
          1,
          org.cloister.model.Parts.none(),
          task.state().with("rounds", FloatVector.of(rounds + 1)));
    }
  }

  @Test
  void siteState_answerMissesTheDeadline_staysAsTheLastCountedRoundLeftIt() {
    Rehearsal job = home();
    Noting trainer = new Noting();
    job.train(trainer, "rate", "0.5");
    job.workflow = Plans.rounds(4, 1);
    Federation federation = job.federation();
    trainer.federation.set(federation);
    assertEquals(4, ((JobOutcome.Completed) federation.run()).rounds());
    // Home value: half the way to -2 with every round that counted; round 2 did not.
    assertEquals(
        List.of("1: 0.0 0.0 0", "2: -1.0 1.0 1", "3: -1.0 1.0 1", "4: -1.5 2.0 2"), trainer.seen);
    List<Map<String, DropReason>> dropped =
        federation.history.stream()
            .filter(Event.SitesReported.class::isInstance)
            .map(event -> ((Event.SitesReported) event).dropped())
            .toList();
    assertEquals(
        List.of(Map.of(), Map.of("one", DropReason.DEADLINE), Map.of(), Map.of()), dropped);
    // It did answer, only too late.
    assertEquals(4, answers(federation, "one", 1));
  }

  @Test
  void siteState_queryThatRunsWhileTheRoundCommits_doesNotTurnItBack() {
    Rehearsal job = home().train(new Sgd(), "rate", "0.5");
    // The query is asked before the model is taken, and answered after the sites have committed.
    var plan = Plans.builder(3, SiteTask.Train.steps(1), 2);
    plan.addAgent(
            "meanwhile",
            Phase.ROUND,
            Plans.agent(
                seen ->
                    List.of(
                        Plans.query(seen.job().roster(), "mean-loss", new ModelRef.Candidate()))))
        .addDependency("meanwhile", "aggregate")
        .addDependency("update", "aggregate");
    Plans.judge(plan, "judge", "two", Rows.TRAIN, new ModelRef.Personal());
    WorkflowPlan built = plan.build();
    List<WorkflowNode> nodes = new ArrayList<>(built.nodes());
    nodes.sort(java.util.Comparator.comparing(node -> !node.id().equals("meanwhile")));
    job.workflow = new WorkflowPlan(nodes);
    Federation federation =
        job.federation().slow("two", Rehearsal.seconds(10)).slow("one", Rehearsal.seconds(10));
    JobOutcome.Completed end = (JobOutcome.Completed) federation.run();
    // Three times half the way: from 0 to 4 at home, and from 0 to 2 for the shared one.
    float shared = end.model().orElseThrow().weights().toArray()[0];
    assertEquals(1.75f, shared, 1e-6f);
    assertEquals((1.75 * 1.75 + 0.5 * 0.5) / 2, end.values().get("judge.loss"), 1e-6);
  }
}
