package org.cloister.engine.rehearsal;

import static org.cloister.engine.rehearsal.GroupJobs.draws;
import static org.cloister.engine.rehearsal.GroupJobs.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.round.DrawBook;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.tck.SessionDesks;
import org.junit.jupiter.api.Test;

/** Jobs with groups that are cut off and taken up again. */
class GroupResumeRehearsalTests {
  /** Cut anywhere up to the end of the first round, the job goes on with the groups it had. */
  @Test
  void job_cutOffAnywhere_goesOnWithTheSameGroups() {
    Rehearsal whole = job(5);
    Federation undisturbed = whole.federation();
    undisturbed.run();
    Set<Integer> went = new TreeSet<>();
    for (long cut = 0; cut < undisturbed.effects(); cut += 3) {
      Rehearsal job = job(5);
      Protection kept = new SessionDesks();
      job.protection = () -> kept;
      Federation first = job.federation().cutAfter(cut);
      try {
        first.run();
      } catch (Federation.Cut e) {
        Optional<Digest> before =
            DrawBook.of(kept, job.terms().digest(), SessionMessage.COORDINATOR)
                .draw(job.terms().digest())
                .map(GroupDraw::digest);
        var from = first.kept.newest();
        job.attempt = 1;
        Federation second =
            job.federation(
                Kept.from(from, first.history), from.map(first.kept::memories).orElse(Map.of()));
        String at = "cut at " + cut;
        JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, second.run(), at);
        assertEquals(2, done.rounds());
        Set<Optional<Digest>> draws = draws(second);
        assertTrue(draws.size() <= 1, at);
        if (before.isPresent() && !draws.isEmpty()) {
          assertEquals(Set.of(before), draws, at);
        }
        assertTrue(
            first.said.values().stream()
                .flatMap(List::stream)
                .noneMatch(m -> m instanceof Message.GroupCall call && call.attempt() > 0));
        went.add(before.isPresent() ? from.isPresent() ? 2 : 1 : 0);
      }
    }
    assertEquals(Set.of(0, 1, 2), went, "before the draw, before a checkpoint, and after one");
  }

  /** The twin: without its journal a site has no group, and a coordinator cannot go on. */
  @Test
  void job_takenUpWithoutTheJournals_isRefused() {
    Rehearsal job = job(5);
    Federation undisturbed = job.federation();
    undisturbed.run();
    Federation first = job.federation().cutAfter(undisturbed.effects() - 5);
    try {
      first.run();
    } catch (Federation.Cut e) {
      var from = first.kept.newest();
      assertTrue(from.isPresent());
      Federation second =
          job.federation(Kept.from(from, first.history), from.map(first.kept::memories).get());
      JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, second.run());
      assertEquals(ErrorCode.RESUME_REFUSED, failed.code());
      return;
    }
    throw new AssertionError("it was not cut off");
  }
}
