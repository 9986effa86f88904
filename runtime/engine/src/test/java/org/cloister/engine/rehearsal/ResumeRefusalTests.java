package org.cloister.engine.rehearsal;

import static org.cloister.engine.rehearsal.ResumeRehearsalTests.ROUNDS;
import static org.cloister.engine.rehearsal.ResumeRehearsalTests.judged;
import static org.cloister.engine.rehearsal.ResumeRehearsalTests.three;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Resumption;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.PluginPin;
import org.cloister.model.ReceivedUpdate;
import org.cloister.port.Configured;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.SiteTask;
import org.cloister.spi.UpdateAggregator;
import org.junit.jupiter.api.Test;

/** What is taken up again where it cannot end as if nothing had happened, or must not go on. */
class ResumeRefusalTests {
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
    ResumeRehearsalTests.Whole whole = ResumeRehearsalTests.Whole.of(job, uneven);
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
