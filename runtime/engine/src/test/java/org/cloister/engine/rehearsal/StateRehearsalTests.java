package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.SiteState;
import org.cloister.spi.SiteTask;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/** What sites keep for a training is taken or dropped, never left. */
class StateRehearsalTests {

  private static long count(List<Message> said, Class<? extends Message> kind) {
    return said.stream().filter(kind::isInstance).count();
  }

  private static WorkflowPlan.Builder withUnused(int rounds) {
    return Plans.builder(rounds, SiteTask.Train.steps(1), 1)
        .addAgent(
            "unused",
            Phase.ROUND,
            Plans.agent(
                seen -> List.of(Plans.train(seen.job().roster(), SiteTask.Train.steps(1), 1))))
        .addDependency("unused", "update");
  }

  @Test
  void train_noUpdateTakesIt_sitesDropWhatTheyKeptWhenTheNextRoundBegins() {
    Rehearsal job =
        new Rehearsal().site("a", new double[] {1, 2, 2}).site("b", new double[] {1, 4, 4});
    job.workflow = withUnused(3).build();
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    List<Message> said = federation.said.get(Federation.COORDINATOR);
    assertEquals(6, count(said, Message.Commit.class));
    assertEquals(6, count(said, Message.Withdraw.class));
  }

  @Test
  void answer_notFinite_siteDropsWhatItKept() {
    Rehearsal job =
        new Rehearsal().site("a", new double[] {1, 2, 2}).site("b", new double[] {9, 4, 4});
    job.train(
        new FaultyTrainer(
            () ->
                new TrainingResult(
                    FloatVector.of(Float.NaN, 1), 1, Parts.none(), SiteState.empty())));
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    List<Message> said = federation.said.get(Federation.COORDINATOR);
    assertEquals(1, count(said, Message.Commit.class));
    assertEquals(1, count(said, Message.Withdraw.class));
  }

  @Test
  void child_roundsBetweenTrainAndAggregate_leaveTheParentsTraining() {
    Rehearsal job =
        new Rehearsal().site("a", new double[] {1, 2, 2}).site("b", new double[] {1, 4, 4});
    job.workflow = Plans.rounds(2, 1);
    float[] alone = job.weights();
    job.queries.put("mean-loss", new MeanLoss());
    job.workflows.put(
        "judge",
        new Workflow() {
          @Override
          public String id() {
            return "judge";
          }

          @Override
          public WorkflowPlan plan(Settings settings) {
            return WorkflowPlan.builder()
                .addAgent(
                    "train",
                    Phase.ROUND,
                    Plans.agent(
                        seen -> List.of(Plans.train(List.of("a"), SiteTask.Train.steps(9), 1))))
                .addAgent(
                    "stop", Phase.ROUND, Plans.agent(seen -> List.of(new Command.Stop("once"))))
                .build();
          }
        });
    job.workflow =
        Plans.builder(2, SiteTask.Train.steps(1), 1)
            .addAgent(
                "judge",
                Phase.ROUND,
                Plans.agent(seen -> List.of(new Command.RunChild("judge", Settings.none()))))
            .addDependency("judge", "train")
            .addDependency("aggregate", "judge")
            .build();
    assertArrayEquals(alone, job.weights());
  }

  @Test
  void step_siteStartsAnew_isNotWaitedFor() {
    Rehearsal job = new Rehearsal().site("a", new double[] {1, 2, 2});
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
    job.site("b", new double[] {1, 4, 4}, new double[] {1, 4, 4});
    for (boolean secure : new boolean[] {false, true}) {
      if (secure) {
        job.site("c", new double[] {1, 2, 2});
        job.route = Routes.secure();
      }
      Federation federation =
          job.train(lostOnce)
              .federation()
              .slow("a", Rehearsal.seconds(10))
              .at(Rehearsal.seconds(15), "b", new Signal.Begin());
      assertInstanceOf(JobOutcome.Completed.class, federation.run());
      assertTrue(federation.millis() < 60_000, () -> "took " + federation.millis() + " ms");
    }
  }
}
