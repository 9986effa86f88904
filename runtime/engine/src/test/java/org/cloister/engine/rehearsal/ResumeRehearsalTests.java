package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.engine.data.Preparation;
import org.cloister.model.Model;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/**
 * A job that is cut off anywhere and goes on from what was kept ends as if nothing had happened.
 */
class ResumeRehearsalTests {
  static final int ROUNDS = 6;

  static Rehearsal three() {
    Rehearsal job =
        new Rehearsal()
            .site("a", new double[] {1, 2, 2}, new double[] {1, 3, -1}, new double[] {2, 0, 1})
            .site("b", new double[] {1, 4, 4}, new double[] {3, 1, 0})
            .site("c", new double[] {2, -3, 1});
    job.batchSize = 1; // so that the order of batches matters
    job.architecture = new Configured<>(new Quadratic(), Settings.of("home", "true"));
    job.route = Rehearsal.open(new Adaptive());
    job.queries.put("mean-loss", new MeanLoss());
    job.workflow = judged(Plans.builder(ROUNDS, SiteTask.Train.steps(2), 2)).build();
    return job.train(new Remembering(), "rate", "0.1");
  }

  /** Asks about the model in every round and at the end. */
  static WorkflowPlan.Builder judged(WorkflowPlan.Builder plan) {
    plan.addAgent(
            "judge",
            Phase.ROUND,
            Plans.agent(
                seen ->
                    List.of(Plans.query(seen.job().roster(), "mean-loss", new ModelRef.Current()))))
        .addDependency("judge", "update");
    return Plans.judge(plan, "final", "b", SiteTask.Rows.TRAIN, new ModelRef.Current());
  }

  record Whole(Federation federation, JobOutcome.Completed outcome) {
    static Whole of(Rehearsal job, Consumer<Federation> meanwhile) {
      Federation federation = job.federation();
      meanwhile.accept(federation);
      return new Whole(federation, assertInstanceOf(JobOutcome.Completed.class, federation.run()));
    }
  }

  private static List<Integer> everyCut(Rehearsal job, Consumer<Federation> meanwhile) {
    return cuts(job, 1, meanwhile);
  }

  /**
   * Cuts the job off after each of its effects, or each {@code step}-th, and compares; gives the
   * rounds it went on from.
   */
  private static List<Integer> cuts(Rehearsal job, int step, Consumer<Federation> meanwhile) {
    Whole whole = Whole.of(job, meanwhile);
    List<Integer> from = new ArrayList<>();
    for (long cut = 0; cut < whole.federation().effects(); cut += step) {
      Federation first = job.federation().cutAfter(cut);
      meanwhile.accept(first);
      assertThrows(Federation.Cut.class, first::run);
      Optional<Checkpoint> newest = first.kept.newest();
      job.attempt = 1;
      Federation second =
          job.federation(
              Kept.from(newest, first.history), newest.map(first.kept::memories).orElse(Map.of()));
      String where = "cut after " + cut + " effects, goes on from " + newest;
      JobOutcome.Completed outcome =
          assertInstanceOf(JobOutcome.Completed.class, second.run(), where);
      job.attempt = 0;
      assertTrue(
          Collections.disjoint(sessions(first), sessions(second)),
          "a session is bound to the ask of another attempt, " + where);
      int events = newest.map(at -> Math.toIntExact(at.events())).orElse(0);
      List<Event> history = new ArrayList<>(first.history.subList(0, events));
      history.addAll(second.history);
      assertEquals(whole.federation().history, history, where);
      assertEquals(
          whole.outcome().model().map(Model::version), outcome.model().map(Model::version), where);
      assertEquals(whole.outcome().values(), outcome.values(), where);
      assertEquals(whole.outcome().rounds(), outcome.rounds(), where);
      from.add(newest.map(Checkpoint::round).orElse(-1));
    }
    return from;
  }

  /** The asks for which sites said something in a session. */
  private static Set<Long> sessions(Federation federation) {
    Set<Long> asks = new TreeSet<>();
    federation
        .said
        .values()
        .forEach(
            messages ->
                messages.forEach(
                    message -> {
                      if (message instanceof Message.SessionStep step) {
                        asks.add(step.ask());
                      }
                    }));
    return asks;
  }

  private static void assertFromEveryRound(List<Integer> from) {
    for (int round = -1; round < ROUNDS; round++) {
      assertTrue(from.contains(round), "never went on from round " + round + ": " + from);
    }
  }

  @Test
  void resume_cutAnywhere_statesAtSitesAndCoordinator_endsBitEqual() {
    Rehearsal job = three();
    assertFromEveryRound(everyCut(job, federation -> {}));
    job.shuffle = 2;
    assertFromEveryRound(cuts(job, 3, f -> f.slow("b", Rehearsal.seconds(3))));
  }

  @Test
  void resume_cutAnywhere_scalingOfAllSites_endsBitEqual() {
    Rehearsal job = three();
    job.preparation =
        new Preparation(Preprocessing.Scope.GLOBAL, Preparation.Missing.DROP_ROW, false);
    PreparationRehearsalTests.statistics(job);
    assertFromEveryRound(cuts(job, 5, federation -> {}));
  }

  @Test
  void resume_cutAnywhere_sessions_endsBitEqual() {
    Rehearsal job = three();
    AggregationRoute.Secure secure = Routes.secure();
    job.route =
        new AggregationRoute.Secure(
            secure.protocol(),
            secure.quantizer(),
            secure.maxWeight(),
            secure.weights(),
            Optional.empty(),
            Configured.of(new Adaptive()),
            Optional.empty());
    job.workflow = Plans.builder(ROUNDS, SiteTask.Train.steps(2), 2).build();
    assertFromEveryRound(everyCut(job, federation -> {}));
  }

  @Test
  void resume_cutAnywhere_residualOfACompressor_endsBitEqual() {
    Rehearsal job = three();
    job.architecture = Configured.of(new Quadratic());
    job.route =
        new AggregationRoute.Open(
            Optional.of(Configured.of(new TopOne())),
            Configured.of(new Adaptive()),
            Optional.empty());
    assertFromEveryRound(cuts(job, 3, federation -> {}));
  }

  @Test
  void resume_cutAnywhere_siteLeaves_endsBitEqual() {
    Rehearsal job = three();
    Whole whole = Whole.of(job, f -> f.slow("a", Rehearsal.seconds(1)));
    long half = whole.federation().millis() / 2;
    // With it everything after that instant is left as it was: the site comes back, as somebody
    // new.
    Federation first =
        job.federation()
            .slow("a", Rehearsal.seconds(1))
            .at(java.time.Duration.ofMillis(half), "c", new Signal.StopRequested("enough"))
            .cutAfter(whole.federation().effects() * 3 / 4);
    assertThrows(Federation.Cut.class, first::run);
    Checkpoint newest = first.kept.newest().orElseThrow();
    assertEquals(java.util.Set.of("a", "b"), newest.committed().keySet());
    Federation second =
        job.federation(Kept.from(Optional.of(newest), first.history), first.kept.memories(newest));
    assertInstanceOf(JobOutcome.Completed.class, second.run());
    assertTrue(
        second.history.contains(new Event.Joined(newest.round() + 1, "c")),
        () -> second.history.toString());
    assertTrue(
        second.history.stream()
            .noneMatch(e -> e instanceof Event.Joined j && j.site().equals("a")));
  }

  /** The second training is taken before the first, and every third candidate waits a round. */
  @Test
  void resume_cutAnywhere_manyTrainingsAndAWaitingCandidate_endsBitEqual() {
    Rehearsal job = three();
    SiteTask.Train task = SiteTask.Train.steps(1);
    job.workflow =
        judged(
                WorkflowPlan.builder()
                    .addAgent(
                        "init", Phase.START, Plans.agent(seen -> List.of(new Command.Initialise())))
                    .addAgent(
                        "one",
                        Phase.ROUND,
                        Plans.agent(
                            seen ->
                                seen.round() % 3 == 0
                                    ? List.of(new Command.Update())
                                    : List.of(Plans.train(seen.job().roster(), task, 1))))
                    .addAgent(
                        "two",
                        Phase.ROUND,
                        Plans.agent(
                            seen ->
                                seen.round() % 3 == 0
                                    ? List.of()
                                    : List.of(
                                        Plans.train(seen.job().roster(), task, 1),
                                        new Command.Aggregate("two"),
                                        new Command.Update())))
                    .addAgent(
                        "update",
                        Phase.ROUND,
                        Plans.agent(
                            seen ->
                                seen.round() % 3 == 0
                                    ? List.of()
                                    : seen.round() % 3 == 1
                                        ? List.of(
                                            new Command.Aggregate("one"), new Command.Update())
                                        : List.of(new Command.Aggregate("one"))))
                    .addAgent(
                        "stop",
                        Phase.ROUND,
                        Plans.agent(
                            seen ->
                                seen.round() >= ROUNDS
                                    ? List.of(new Command.Stop("rounds"))
                                    : List.of()))
                    .addDependency("two", "one")
                    .addDependency("update", "two")
                    .addDependency("stop", "update"))
            .build();
    List<Integer> from = cuts(job, 2, federation -> {});
    assertEquals(java.util.Set.of(-1, 0, 1, 3, 4), java.util.Set.copyOf(from));
  }

  @Test
  void resume_cutAnywhere_childWithRounds_endsBitEqual() {
    Rehearsal job = three();
    job.workflows.put(
        "inner",
        new Workflow() {
          @Override
          public String id() {
            return "inner";
          }

          @Override
          public WorkflowPlan plan(Settings settings) {
            return WorkflowPlan.builder()
                .addAgent(
                    "train",
                    Phase.ROUND,
                    Plans.agent(
                        seen ->
                            List.of(
                                Plans.train(List.of("a", "b"), SiteTask.Train.steps(1), 1),
                                new Command.Aggregate("train"),
                                new Command.Update())))
                .addAgent(
                    "stop",
                    Phase.ROUND,
                    Plans.agent(
                        seen -> seen.round() >= 2 ? List.of(new Command.Stop("twice")) : List.of()))
                .addDependency("stop", "train")
                .build();
          }
        });
    job.workflow =
        judged(
                Plans.builder(ROUNDS, SiteTask.Train.steps(1), 1)
                    .addAgent(
                        "child",
                        Phase.ROUND,
                        Plans.agent(
                            seen -> List.of(new Command.RunChild("inner", Settings.none()))))
                    .addDependency("child", "update"))
            .build();
    assertFromEveryRound(cuts(job, 7, federation -> {}));
  }
}
