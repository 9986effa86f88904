package org.cloister.engine.rehearsal;

import static org.cloister.engine.rehearsal.GroupJobs.job;
import static org.cloister.engine.rehearsal.GroupJobs.said;
import static org.cloister.engine.rehearsal.GroupJobs.sessions;
import static org.cloister.engine.rehearsal.GroupJobs.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.DropReason;
import org.junit.jupiter.api.Test;

/** Draws of groups with parties that do not keep to them. */
class GroupDeceitRehearsalTests {
  private static final Bytes CHOSEN = Bytes.of(new byte[GroupCommitment.OPENING_BYTES]);

  @Test
  void site_thatKeepsItsOpeningBack_isLeftOutOfAnotherDraw() {
    Rehearsal job = job(9);
    job.bent.put(
        "site-7",
        Bent.by(
            send -> Optional.of(send.message()).filter(m -> !(m instanceof Message.GroupOpened))));
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertEquals(
        List.of(Map.of("site-7", DropReason.DEADLINE)),
        silent(federation).stream().map(Fact.Collected::dropped).toList());
    assertTrue(sessions(federation).stream().noneMatch(group -> group.contains("site-7")));
    assertEquals(
        8, sessions(federation).stream().mapToInt(List::size).sum(), "all others have a group");
    assertEquals(
        Set.of(0, 1),
        new HashSet<>(
            said(federation, "site-0", Message.GroupOpened.class).stream()
                .map(Message.GroupOpened::attempt)
                .toList()));
  }

  @Test
  void site_thatOpensSomethingElse_isBlamedAndLeftOut() {
    Rehearsal job = job(9);
    job.bent.put(
        "site-2",
        Bent.by(
            send ->
                Optional.of(
                    send.message() instanceof Message.GroupOpened said
                        ? new Message.GroupOpened(said.attempt(), CHOSEN)
                        : send.message())));
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    Fact.Collected fact = silent(federation).get(0);
    assertEquals(Map.of("site-2", DropReason.INVALID), fact.dropped());
    assertEquals(Map.of("site-2", ErrorCode.DRAW_INVALID), fact.blamed());
    assertTrue(federation.millis() < 60_000, "nobody waits for a site that has answered");
  }

  @Test
  void site_thatNeverCommits_costsNoAttempt() {
    Rehearsal job = job(9);
    job.bent.put(
        "site-3",
        Bent.by(send -> Optional.of(send.message()).filter(m -> !(m instanceof Message.OfDraw))));
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertTrue(
        said(federation, Federation.COORDINATOR, Message.GroupRoll.class).stream()
            .allMatch(roll -> roll.attempt() == 0 && roll.sites().size() == 8));
    assertEquals(Map.of("site-3", DropReason.DEADLINE), silent(federation).get(0).dropped());
  }

  @Test
  void sites_thatKeepBackInEveryAttempt_endTheJobBeforeAnythingIsTrained() {
    Rehearsal job = job(12);
    for (int i = 0; i < 3; i++) {
      int own = i;
      job.bent.put(
          "site-" + i,
          Bent.by(
              send ->
                  Optional.of(send.message())
                      .filter(m -> !(m instanceof Message.GroupOpened o && o.attempt() == own))));
    }
    Federation federation = job.federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertTrue(said(federation, Federation.COORDINATOR, Message.Ask.class).isEmpty());
    assertEquals(3, silent(federation).size());
  }

  /** A roll in which the coordinator chose what one site commits to. */
  private static Message.GroupRoll forged(Digest job, Message.GroupRoll roll, String site) {
    List<GroupCommitment> all = new ArrayList<>();
    for (GroupCommitment one : roll.commitments()) {
      all.add(
          one.site().equals(site) ? GroupCommitment.to(job, roll.attempt(), site, CHOSEN) : one);
    }
    return new Message.GroupRoll(roll.attempt(), all);
  }

  private static Message.GroupOpenings forged(Message.GroupOpenings openings, String site) {
    List<GroupOpening> all = new ArrayList<>();
    for (GroupOpening one : openings.openings()) {
      all.add(one.site().equals(site) ? new GroupOpening(site, CHOSEN) : one);
    }
    return new Message.GroupOpenings(openings.attempt(), all);
  }

  @Test
  void coordinator_thatSwapsASitesCommitment_losesThatSite() {
    Rehearsal job = job(8);
    Digest terms = job.terms().digest();
    job.bent.put(
        Federation.COORDINATOR,
        Bent.by(
            send ->
                Optional.of(
                    send.message() instanceof Message.GroupRoll roll && send.to().equals("site-4")
                        ? forged(terms, roll, "site-4")
                        : send.message())));
    Federation federation = job.federation();
    federation.run();
    JobOutcome.Failed left =
        assertInstanceOf(JobOutcome.Failed.class, federation.outcomes.get("site-4"));
    assertEquals(ErrorCode.DRAW_INVALID, left.code());
    assertEquals(Map.of("site-4", DropReason.LEFT), silent(federation).get(0).dropped());
    assertTrue(said(federation, "site-4", Message.GroupOpened.class).isEmpty());
  }

  /** It tells site-4 of other commitments than the rest, and can open them all. */
  @Test
  void coordinator_thatShowsASiteOtherCommitments_getsNothingOfIt() {
    Rehearsal job = job(8);
    Digest terms = job.terms().digest();
    job.bent.put(
        Federation.COORDINATOR,
        Bent.by(
            send -> {
              if (!send.to().equals("site-4")) {
                return Optional.of(send.message());
              }
              return Optional.of(
                  send.message() instanceof Message.GroupRoll roll
                      ? forged(terms, roll, "site-5")
                      : send.message() instanceof Message.GroupOpenings openings
                          ? forged(openings, "site-5")
                          : send.message());
            }));
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertTrue(said(federation, "site-4", Message.SessionStep.class).isEmpty());
    assertTrue(
        said(federation, "site-4", Message.Refused.class).stream()
            .allMatch(refused -> refused.reason() == DropReason.DECLINED));
    assertFalse(said(federation, "site-4", Message.Refused.class).isEmpty());
    assertEquals(
        said(federation, "site-4", Message.Refused.class).stream()
            .map(refused -> ErrorCode.GROUP_REFUSED)
            .toList(),
        federation.explained.get("site-4"),
        "its people learn why, each time");
    assertEquals(Set.of("site-4"), federation.explained.keySet());
    assertFalse(said(federation, "site-5", Message.SessionStep.class).isEmpty());
  }
}
