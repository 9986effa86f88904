package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.cloister.engine.Effect;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.engine.data.SiteDataset;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.engine.round.DrawBook;
import org.cloister.engine.round.RoundParts;
import org.cloister.engine.round.SessionPlans;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.Protection;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.DropReason;
import org.cloister.spi.SiteTask;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.tck.SessionDesks;
import org.junit.jupiter.api.Test;

/** Groups drawn by the sites of a whole job, with parties that do not keep to it. */
class GroupRehearsalTests {
  private static final Bytes CHOSEN = Bytes.of(new byte[GroupCommitment.OPENING_BYTES]);

  private static Rehearsal job(int sites) {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < sites; i++) {
      job.site("site-" + i, new double[] {1, 0.5 * i, -0.25 * i});
    }
    job.workflow = Plans.rounds(2, 1);
    job.route =
        new AggregationRoute.Grouped(
            new Configured<>(new Unmasked(), Settings.none()),
            new Configured<>(new FixedPoint(), Settings.none()),
            1000,
            WeightPrecision.EXACT,
            4,
            Configured.of(new FirstOfAll()));
    return job;
  }

  private static <M extends Message> List<M> said(Federation federation, String by, Class<M> type) {
    return federation.said.getOrDefault(by, List.of()).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static Set<List<String>> sessions(Federation federation) {
    Set<List<String>> sessions = new HashSet<>();
    said(federation, Federation.COORDINATOR, Message.Ask.class)
        .forEach(ask -> sessions.add(ask.session()));
    return sessions;
  }

  private static Set<Optional<Digest>> draws(Federation federation) {
    Set<Optional<Digest>> draws = new HashSet<>();
    said(federation, Federation.COORDINATOR, Message.Ask.class)
        .forEach(ask -> draws.add(ask.draw()));
    return draws;
  }

  private static List<Fact.Collected> silent(Federation federation) {
    return federation.facts.stream()
        .filter(fact -> fact instanceof Fact.Collected c && c.step().equals("groups"))
        .map(Fact.Collected.class::cast)
        .toList();
  }

  @Test
  void job_ofHonestParties_hasTheGroupsThatTheOpeningsGive() {
    Rehearsal job = job(11);
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    Message.GroupRoll roll =
        said(federation, Federation.COORDINATOR, Message.GroupRoll.class).get(0);
    GroupDraw draw =
        GroupDraw.of(
            job.terms().digest(),
            0,
            roll.commitments(),
            said(federation, Federation.COORDINATOR, Message.GroupOpenings.class)
                .get(0)
                .openings());
    assertEquals(new HashSet<>(draw.groups(4)), sessions(federation));
    assertEquals(Set.of(Optional.of(draw.digest())), draws(federation));
    assertTrue(silent(federation).isEmpty());
  }

  /** A secure source that is none: what it gives follows from a seed, for equal runs alone. */
  private static final class Foreseen extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient SplittableRandom chance;

    Foreseen(long seed) {
      this.chance = new SplittableRandom(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      chance.nextBytes(bytes);
    }
  }

  private static Rehearsal foreseen(long seed) {
    Rehearsal job = job(8);
    SplittableRandom seeds = new SplittableRandom(seed);
    job.protection = () -> new Unprotected(new Foreseen(seeds.nextLong()));
    return job;
  }

  @Test
  void job_again_hasOtherGroupsUnlessTheSecureSourceIsFixed() {
    Set<Set<List<String>>> groups = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      Federation federation = job(8).federation();
      federation.run();
      groups.add(sessions(federation));
    }
    // 35 divisions: all twelve alike once in 35^11 times.
    assertTrue(groups.size() > 1, groups::toString);
    assertArrayEquals(foreseen(3).weights(), foreseen(3).weights());
    Rehearsal reordered = foreseen(3);
    reordered.shuffle = 99;
    assertArrayEquals(foreseen(3).weights(), reordered.weights());
  }

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

  @Test
  void fewerThanFourSites_drawNothing() {
    Federation federation = job(3).federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertTrue(said(federation, Federation.COORDINATOR, Message.OfDraw.class).isEmpty());
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

  @Test
  void site_thatComesLate_hasNoGroupAndTheJobGoesOnWithoutIt() {
    Rehearsal job = job(9);
    job.bent.put(
        "site-8",
        machine ->
            new Machine() {
              private boolean asleep = true;

              @Override
              public List<Effect> on(Signal signal) {
                boolean slept = asleep;
                asleep = false; // the driver begins all machines at 0
                return slept ? List.of() : machine.on(signal);
              }
            });
    Federation federation = job.federation();
    federation.at(Duration.ofSeconds(35), "site-8", new Signal.Begin());
    job.sites.keySet().forEach(site -> federation.slow(site, Rehearsal.seconds(10)));
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertEquals(1, said(federation, "site-8", Message.Join.class).size());
    assertEquals(1, federation.said.get("site-8").size(), "it was asked nothing");
    assertEquals(
        Map.of("site-8", List.of(ErrorCode.GROUP_REFUSED)),
        federation.explained,
        "its people learn why");
    assertTrue(
        federation.facts.stream()
            .anyMatch(
                fact ->
                    fact instanceof Fact.Collected c
                        && c.dropped().get("site-8") == DropReason.DECLINED));
  }

  /** A site that ends and begins anew when it is shown the commitments; its journal stays. */
  @Test
  void site_thatRestartsInTheDraw_isToldAgainAndHasAGroup() {
    Rehearsal job = job(8);
    Protection kept = new SessionDesks();
    job.protection = () -> kept;
    job.bent.put(
        "site-1",
        machine ->
            new Machine() {
              private Machine now = machine;
              private boolean restarted;

              @Override
              public List<Effect> on(Signal signal) {
                if (!restarted
                    && signal instanceof Signal.Received r
                    && r.message() instanceof Message.GroupRoll) {
                  restarted = true;
                  now = job.participant("site-1", job.sites.get("site-1"));
                  return now.on(new Signal.Begin());
                }
                return now.on(signal);
              }
            });
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertTrue(silent(federation).isEmpty());
    assertFalse(said(federation, "site-1", Message.SessionStep.class).isEmpty());
  }

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

  @Test
  void contexts_ofSessionsWithDifferentDraws_differ() {
    Rehearsal job = job(8);
    Set<Digest> contexts = new HashSet<>();
    for (Optional<Digest> draw :
        List.of(
            Optional.<Digest>empty(), Optional.of(Digest.of("one")), Optional.of(Digest.of("x")))) {
      contexts.add(
          SessionPlans.of(
                  job.route,
                  job.terms().digest(),
                  new Message.Ask(
                      7,
                      1,
                      1,
                      "train",
                      SiteTask.Train.steps(1),
                      Optional.empty(),
                      List.of(),
                      List.of("site-0", "site-1", "site-2", "site-3"),
                      Rehearsal.seconds(1),
                      draw),
                  RoundParts.training(job.terms(), job.assemblies().open(), layout(job)))
              .session()
              .context());
    }
    assertEquals(3, contexts.size());
  }

  private static ParameterLayout layout(Rehearsal job) {
    var federated = SiteDataset.federated(job.schema, job.preparation);
    return job.architecture.role().layout(federated, federated, job.architecture.settings());
  }
}
