package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.engine.coordinator.Coordinator;
import org.cloister.engine.coordinator.Replay;
import org.cloister.engine.coordinator.StartRule;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.PluginPin;
import org.cloister.model.Resources;
import org.cloister.model.Vectors;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.SiteState;
import org.cloister.spi.SiteTask;
import org.cloister.spi.TrainingResult;
import org.junit.jupiter.api.Test;

/** What one bad site of four does to a job: nothing but being missed. */
class FaultTests {
  private static final Resources RESOURCES = new Resources(1, 0, 0, 1, 0);

  private static Rehearsal fourSites(Supplier<TrainingResult> fault, int quorum) {
    Rehearsal job =
        new Rehearsal()
            .site("a", new double[] {1, 0, 4})
            .site("b", new double[] {1, 3, 4})
            .site("c", new double[] {1, 6, 4})
            .site("d", new double[] {9, 100, 100});
    job.train(new FaultyTrainer(fault));
    job.workflow = Plans.builder(2, SiteTask.Train.steps(1), quorum).build();
    return job;
  }

  private static void assertEndsWithoutD(Federation federation, DropReason reason) {
    JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, federation.run());
    // Two steps of rate 0.1 from 0 towards (3, 4).
    assertArrayEquals(
        new float[] {0.19f * 3, 0.19f * 4}, done.model().orElseThrow().weights().toArray(), 1e-5f);
    List<Event.SitesReported> told =
        federation.history.stream()
            .filter(Event.SitesReported.class::isInstance)
            .map(Event.SitesReported.class::cast)
            .toList();
    assertEquals(2, told.size());
    told.forEach(
        event -> {
          assertEquals(List.of("a", "b", "c"), event.reported());
          assertEquals(reason, event.dropped().get("d"));
        });
  }

  @Test
  void train_throwsAtOneOfFour_endsWithTheOthers() {
    Supplier<TrainingResult> fault =
        () -> {
          throw new IllegalStateException("broken");
        };
    assertEndsWithoutD(fourSites(fault, 3).federation(), DropReason.FAILED);
  }

  @Test
  void train_errorAtOneOfFour_endsWithTheOthers() {
    Supplier<TrainingResult> fault =
        () -> {
          throw new StackOverflowError();
        };
    assertEndsWithoutD(fourSites(fault, 3).federation(), DropReason.FAILED);
  }

  @Test
  void train_hangsAtOneOfFour_isGivenUpAtTheDeadline() {
    Supplier<TrainingResult> fault =
        () -> {
          throw new Federation.Hang();
        };
    JobOutcome outcome = fourSites(fault, 3).federation().run();
    assertInstanceOf(JobOutcome.Completed.class, outcome);
  }

  @Test
  void train_notFiniteAtOneOfFour_isDroppedOnTheOpenRoute() {
    Supplier<TrainingResult> fault =
        () -> new TrainingResult(FloatVector.of(Float.NaN, 1), 1, Parts.none(), SiteState.empty());
    assertEndsWithoutD(fourSites(fault, 3).federation(), DropReason.NOT_FINITE);
  }

  @Test
  void train_wrongLengthAtOneOfFour_isDropped() {
    Supplier<TrainingResult> fault =
        () -> new TrainingResult(FloatVector.of(1, 2, 3), 1, Parts.none(), SiteState.empty());
    assertEndsWithoutD(fourSites(fault, 3).federation(), DropReason.FAILED);
  }

  @Test
  void train_belowQuorum_endsWithTheCodeAndPublishesNothing() {
    Supplier<TrainingResult> fault =
        () -> {
          throw new IllegalStateException("broken");
        };
    Federation federation = fourSites(fault, 4).federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertTrue(federation.published.isEmpty());
    assertTrue(
        failed.reason().contains("3 of 4") && failed.reason().contains("quorum is 4"),
        failed.reason());
  }

  @Test
  void answer_garbageFromOneSite_isInvalidOrIgnored() {
    Contribution wrongBase = new Contribution(Digest.of("another"), 1, Parts.none());
    Contribution wrongParts =
        new Contribution(
            Digest.of("another"), 1, Parts.ofTensor(Part.DELTA, FloatVector.of(1, 2, 3)));
    for (Contribution bad : List.of(wrongBase, wrongParts)) {
      Rehearsal job = new Rehearsal().site("good", new double[] {1, 2, 2});
      job.sites.put("liar", Points.of(new double[] {1, 0, 0}));
      job.workflow = Plans.builder(1, SiteTask.Train.steps(1), 1).build();
      Federation federation = job.federation();
      federation.silence("liar");
      federation.at(
          Duration.ZERO,
          Federation.COORDINATOR,
          new Signal.Received("liar", new Message.Join(job.terms().sections(), RESOURCES)));
      for (long ask = 0; ask < 40; ask++) {
        federation.at(
            Duration.ofMillis(50),
            Federation.COORDINATOR,
            new Signal.Received("liar", new Message.Answer(ask, bad, Optional.empty(), RESOURCES)));
        federation.at(
            Duration.ofMillis(50),
            Federation.COORDINATOR,
            new Signal.Received(
                "stranger", new Message.Answer(ask, bad, Optional.empty(), RESOURCES)));
      }
      JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, federation.run());
      assertArrayEquals(
          new float[] {0.2f, 0.2f}, done.model().orElseThrow().weights().toArray(), 1e-6f);
    }
  }

  @Test
  void join_otherTerms_isNotAdmitted() {
    Rehearsal job = new Rehearsal().site("good", new double[] {1, 2, 2});
    job.sites.put("stranger", Points.of(new double[] {1, 0, 0}));
    Federation federation = job.federation();
    federation.silence("stranger");
    federation.at(
        Duration.ZERO,
        Federation.COORDINATOR,
        new Signal.Received(
            "stranger", new Message.Join(Map.of("seed", Digest.of("other")), RESOURCES)));
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertTrue(
        federation.history.stream()
            .noneMatch(e -> e instanceof Event.Joined j && j.site().equals("stranger")));
  }

  @Test
  void join_otherTerms_siteIsToldWhatDiffersAndEnds() {
    Rehearsal job = new Rehearsal().site("good", new double[] {1, 2, 2});
    job.sites.put("stranger", Points.of(new double[] {1, 0, 0}));
    JobTerms own = job.terms();
    job.otherTerms.put(
        "stranger",
        new JobTerms(
            own.name(),
            own.seed() + 1,
            own.roster(),
            own.schema(),
            own.preparation(),
            own.batchSize(),
            own.clipNorm(),
            own.episodes(),
            own.initialWeights(),
            own.base(),
            Map.of("training.trainer", Digest.of("sgd with another rate"))));
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    JobOutcome.Failed failed =
        assertInstanceOf(JobOutcome.Failed.class, federation.outcomes.get("stranger"));
    assertEquals(ErrorCode.TERMS_DIFFER, failed.code());
    assertTrue(failed.reason().contains("[seed, training.trainer]"), failed.reason());
    assertTrue(federation.millis() < 60_000, "nobody waits for a site that cannot join");
  }

  @Test
  void sections_eachPartOfTheTerms_hasADigestThatTellsIt() {
    JobTerms one = new Rehearsal().site("a", new double[] {1, 2, 2}).terms();
    JobTerms other = new Rehearsal().site("b", new double[] {1, 2, 2}).terms();
    assertEquals(List.of(), one.differing(one.sections()));
    assertEquals(List.of("sites"), one.differing(other.sections()));
    assertNotEquals(one.digest(), other.digest());
    assertEquals(one.sections().size(), one.differing(Map.of()).size());
    assertTrue(one.differing(Map.of("unknown", Digest.of("x"))).contains("unknown"));
  }

  @Test
  void join_afterTheEnd_isAnswered() {
    Rehearsal job = new Rehearsal().site("good", new double[] {1, 2, 2});
    Coordinator coordinator =
        new Coordinator(
            job.terms(),
            job.workflow,
            job.assemblies(),
            new Unprotected(),
            Vectors.onHeap(),
            StartRule.withThoseThatJoined(Duration.ofHours(1)));
    coordinator.on(new Signal.Begin());
    List<Effect> end = coordinator.on(new Signal.StopRequested("for a test"));
    assertTrue(
        end.contains(new Effect.Send("good", new Message.End())),
        "a site that is on its way is told: " + end);
    Message join = new Message.Join(job.terms().sections(), RESOURCES);
    assertEquals(
        List.of(new Effect.Send("good", new Message.End())),
        coordinator.on(new Signal.Received("good", join)));
    assertEquals(List.of(), coordinator.on(new Signal.Received("nobody", join)));
  }

  @Test
  void join_nobody_endsWithTheCode() {
    Rehearsal job = new Rehearsal().site("good", new double[] {1, 2, 2});
    JobOutcome.Failed failed =
        assertInstanceOf(JobOutcome.Failed.class, job.federation().silence("good").run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
  }

  @Test
  void data_unreadable_siteEndsWithTheReasonAndNeverJoins() {
    Rehearsal job = new Rehearsal().site("good", new double[] {1, 2, 2});
    job.sites.put("empty", Points.of());
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    JobOutcome.Failed failed =
        assertInstanceOf(JobOutcome.Failed.class, federation.outcomes.get("empty"));
    assertEquals(ErrorCode.DATA_EMPTY, failed.code());
    assertTrue(
        federation.millis() < 1000, "nobody has to wait for a site that said it will not come");
  }

  @Test
  void data_unreadableWhereEverySiteIsNeeded_endsBeforeAnythingStarts() {
    Rehearsal job = new Rehearsal().site("good", new double[] {1, 2, 2});
    job.sites.put("empty", Points.of());
    job.start = StartRule.withEverySite(Duration.ofHours(1));
    Federation federation = job.federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertTrue(failed.reason().contains("[empty]"), failed.reason());
    assertTrue(federation.history.isEmpty() && federation.published.isEmpty());
  }

  @Test
  void run_anyArrivalOrder_givesTheSameBits() {
    Digest expected = null;
    for (long shuffle = 0; shuffle < 30; shuffle++) {
      Rehearsal job = new Rehearsal();
      for (int i = 0; i < 7; i++) {
        job.site(
            "site" + i,
            new double[] {0.1 + 0.3 * i, 1.1 * i, -0.7 * i},
            new double[] {1, 3.3 / (i + 1), i});
      }
      job.batchSize = 1;
      job.workflow = Plans.rounds(5, 7);
      job.shuffle = shuffle;
      Federation federation = job.federation();
      for (int i = 0; i < 7; i++) {
        federation.slow("site" + i, Duration.ofMillis(Math.floorMod(shuffle * (i + 3) * 7919, 50)));
      }
      Digest version =
          assertInstanceOf(JobOutcome.Completed.class, federation.run())
              .model()
              .orElseThrow()
              .version();
      expected = expected == null ? version : expected;
      assertEquals(expected, version, "shuffle " + shuffle);
    }
  }

  @Test
  void replay_recordedHistory_givesTheSameDecisionsAndNoticesAnother() {
    Rehearsal job = fourSites(() -> TrainingResult.of(null, new float[0]), 3);
    Federation federation = job.federation();
    federation.run();
    List<Event> history = federation.history;
    List<String> whole = Replay.decisions(job.workflow, job.terms().facts(), history);
    assertEquals(
        List.of(
            "0 init Initialise",
            "1 train RunAtSites",
            "1 aggregate Aggregate",
            "1 update Update",
            "2 train RunAtSites"),
        whole.subList(0, 5));
    for (int cut = 0; cut <= history.size(); cut++) {
      List<String> part =
          Replay.decisions(job.workflow, job.terms().facts(), history.subList(0, cut));
      assertEquals(whole.subList(0, part.size()), part);
    }
    CloisterException diverged =
        assertThrows(
            CloisterException.class,
            () -> Replay.decisions(Plans.rounds(1, 1), job.terms().facts(), history));
    assertEquals(ErrorCode.HISTORY_DIVERGED, diverged.code());
  }

  @Test
  void swap_betweenRounds_isPinnedAndRecordedAtTheBoundary() {
    Rehearsal job =
        new Rehearsal().site("a", new double[] {1, 3, 3}).site("b", new double[] {1, 5, 5});
    List<PluginPin> first = job.pins;
    List<PluginPin> second =
        List.of(new PluginPin("trainer", "sgd", "2.0.0", Digest.of("another bundle")));
    int[] calls = {0};
    job.train(
        new Sgd() {
          @Override
          public TrainingResult train(org.cloister.spi.TrainingTask task)
              throws InterruptedException {
            if (++calls[0] == 3) { // in the middle of round 2
              job.pins = second;
            }
            return super.train(task);
          }
        });
    job.workflow = Plans.rounds(3, 1);
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    List<List<PluginPin>> pins =
        federation.history.stream()
            .filter(Event.RoundStarted.class::isInstance)
            .map(event -> ((Event.RoundStarted) event).plugins())
            .toList();
    assertEquals(List.of(first, first, first, second), pins);
    federation.history.stream()
        .filter(Event.SitesReported.class::isInstance)
        .forEach(
            event -> assertEquals(List.of("a", "b"), ((Event.SitesReported) event).reported()));
  }

  @Test
  void stopRequested_inTheMiddle_endsAsInterrupted() {
    Rehearsal job = new Rehearsal().site("a", new double[] {1, 3, 3});
    job.workflow = Plans.rounds(1000, 1);
    Federation federation = job.federation();
    federation.slow("a", Duration.ofSeconds(1));
    federation.at(
        Duration.ofSeconds(20), Federation.COORDINATOR, new Signal.StopRequested("Ctrl-C"));
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.INTERRUPTED, failed.code());
    assertTrue(failed.rounds() > 3 && !federation.published.isEmpty());
  }

  @Test
  void aggregate_notFinite_publishesNothing() {
    Rehearsal job = new Rehearsal().site("a", new double[] {1, 3, 3});
    job.route =
        Rehearsal.open(
            new Mean() {
              @Override
              public org.cloister.spi.Aggregated aggregate(
                  org.cloister.spi.AggregationTask task, org.cloister.model.SummedUpdate sum) {
                return new org.cloister.spi.Aggregated(
                    FloatVector.of(0, Float.POSITIVE_INFINITY), task.state());
              }
            });
    Federation federation = job.federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.NOT_FINITE, failed.code());
    assertTrue(federation.published.isEmpty());
  }
}
