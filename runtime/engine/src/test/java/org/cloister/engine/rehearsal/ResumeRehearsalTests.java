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
import org.cloister.engine.Resumption;
import org.cloister.engine.Signal;
import org.cloister.engine.data.Preparation;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.model.PluginPin;
import org.cloister.model.Preprocessing;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.ModelRef;
import org.cloister.spi.ServerState;
import org.cloister.spi.SiteState;
import org.cloister.spi.SiteTask;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.cloister.spi.UpdateAggregator;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/**
 * A job that is cut off anywhere and goes on from what was kept ends as if nothing had happened.
 */
class ResumeRehearsalTests {
  private static final int ROUNDS = 6;

  /** Remembers a momentum and a count at the site. */
  private static final class Remembering extends Sgd {
    @Override
    public String id() {
      return "remembering";
    }

    @Override
    public TrainingResult train(TrainingTask task) throws InterruptedException {
      float[] start = task.initial().toArray();
      float[] old = task.state().vector("m", FloatVector.zeros(start.length)).toArray();
      float[] end = descend(task, task.objective(), start.clone());
      for (int i = 0; i < end.length; i++) {
        old[i] = 0.7f * old[i] + (end[i] - start[i]);
        end[i] = start[i] + old[i] + 1e-3f * (task.seed() & 0xff);
      }
      TrainingResult plain = TrainingResult.of(task, end);
      return new TrainingResult(
          plain.weights(),
          plain.deltaScale(),
          plain.parts(),
          new SiteState(1, Map.of("m", FloatVector.of(old)), task.state().blobs()));
    }
  }

  /** Remembers moments at the coordinator. */
  private static final class Adaptive extends Mean {
    @Override
    public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
      float[] change = sum.mean(Part.DELTA).toArray();
      float[] v =
          task.state().vectors().getOrDefault("v", FloatVector.zeros(change.length)).toArray();
      float[] w = task.model().weights().toArray();
      for (int i = 0; i < w.length; i++) {
        v[i] = (float) (0.9 * v[i] + 0.1 * change[i] * change[i]);
        w[i] = (float) (w[i] + 0.5 * change[i] / (StrictMath.sqrt(v[i]) + 1e-1));
      }
      double rounds = task.state().scalars().getOrDefault("rounds", 0.0) + 1;
      return new Aggregated(
          FloatVector.of(w),
          new ServerState(1, Map.of("v", FloatVector.of(v)), Map.of("rounds", rounds)));
    }
  }

  private static Rehearsal three() {
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
  private static WorkflowPlan.Builder judged(WorkflowPlan.Builder plan) {
    plan.addAgent(
            "judge",
            Phase.ROUND,
            Plans.agent(
                seen ->
                    List.of(Plans.query(seen.job().roster(), "mean-loss", new ModelRef.Current()))))
        .addDependency("judge", "update");
    return Plans.judge(plan, "final", "b", SiteTask.Rows.TRAIN, new ModelRef.Current());
  }

  private record Whole(Federation federation, JobOutcome.Completed outcome) {
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
    AggregationRoute.Secure secure = RouteRehearsalTests.secure(Optional.empty(), Optional.empty());
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
            Optional.of(Configured.of(new RouteRehearsalTests.TopOne())),
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

  /** Nobody but the time of arrival decides there; what was under way is asked again. */
  @Test
  void resume_lateAnswersUnderWay_goesOnAndEnds() {
    Rehearsal job = three();
    job.architecture = Configured.of(new Quadratic());
    job.route =
        Rehearsal.open(
            new UpdateAggregator() {
              @Override
              public String id() {
                return "buffer";
              }

              @Override
              public boolean acceptsStale() {
                return true;
              }

              @Override
              public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
                FloatVector weights = task.model().weights();
                for (ReceivedUpdate update : updates) {
                  double factor = 1.0 / updates.size() / (1 + update.staleness());
                  FloatVector delta = update.contribution().parts().tensor(Part.DELTA);
                  weights = task.vectors().axpy(factor, delta, weights);
                }
                return new Aggregated(weights, task.state());
              }
            });
    job.workflow = Plans.builder(ROUNDS, new SiteTask.Train(1, 0, true), 1).build();
    Consumer<Federation> uneven =
        f -> f.slow("a", Rehearsal.seconds(3)).slow("b", Rehearsal.seconds(7));
    Whole whole = Whole.of(job, uneven);
    for (long cut = 0; cut < whole.federation().effects(); cut++) {
      Federation first = job.federation().cutAfter(cut);
      uneven.accept(first);
      assertThrows(Federation.Cut.class, first::run);
      Optional<Checkpoint> newest = first.kept.newest();
      Federation second =
          job.federation(
              Kept.from(newest, first.history), newest.map(first.kept::memories).orElse(Map.of()));
      uneven.accept(second);
      JobOutcome.Completed outcome = assertInstanceOf(JobOutcome.Completed.class, second.run());
      assertEquals(ROUNDS, outcome.rounds());
    }
  }

  private static Federation whole(Rehearsal job) {
    Federation first = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, first.run());
    return first;
  }

  private static ErrorCode refusal(Rehearsal job, Federation first, Checkpoint at) {
    Federation second =
        job.federation(Kept.from(Optional.of(at), first.history), first.kept.memories(at));
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, second.run());
    assertEquals(List.of(), second.history);
    assertEquals(List.of(), second.published);
    return failed.code();
  }

  @Test
  void resume_otherPluginsWorkflowSeedOrHistory_isRefusedAndRecordsNothing() {
    Rehearsal job = three();
    Federation first = whole(job);
    Checkpoint at = first.kept.checkpoints().get(4);

    Rehearsal others = three();
    others.pins = List.of(new PluginPin("trainer", "sgd", "1.0.1", Digest.of("another bundle")));
    assertEquals(ErrorCode.RESUME_REFUSED, refusal(others, first, at));

    Rehearsal workflow = three();
    workflow.workflow = Plans.builder(ROUNDS, SiteTask.Train.steps(2), 2).build();
    assertEquals(ErrorCode.HISTORY_DIVERGED, refusal(workflow, first, at));

    Rehearsal shorter = three();
    shorter.workflow = judged(Plans.builder(3, SiteTask.Train.steps(2), 2)).build();
    assertEquals(ErrorCode.HISTORY_DIVERGED, refusal(shorter, first, at));

    Rehearsal model = three();
    model.architecture = Configured.of(new Quadratic());
    assertEquals(ErrorCode.SCHEMA_INVALID, refusal(model, first, at));

    Checkpoint early =
        new Checkpoint(
            at.round(),
            at.events() - 1,
            at.number(),
            at.model(),
            at.server(),
            at.values(),
            at.committed());
    assertEquals(ErrorCode.RESUME_REFUSED, refusal(three(), first, early));

    Checkpoint before = first.kept.checkpoints().get(3);
    assertEquals(
        ErrorCode.RESUME_REFUSED,
        assertThrows(
                CloisterException.class,
                () ->
                    new Resumption(at, first.history.subList(0, Math.toIntExact(before.events()))))
            .code());
    Checkpoint mixed =
        new Checkpoint(
            at.round(),
            at.events(),
            at.number(),
            before.model(),
            at.server(),
            at.values(),
            at.committed());
    assertEquals(
        ErrorCode.RESUME_REFUSED,
        assertThrows(
                CloisterException.class,
                () -> new Resumption(mixed, first.history.subList(0, Math.toIntExact(at.events()))))
            .code());
  }
}
