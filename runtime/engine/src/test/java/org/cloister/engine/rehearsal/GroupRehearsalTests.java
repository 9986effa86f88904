package org.cloister.engine.rehearsal;

import static org.cloister.engine.rehearsal.GroupJobs.draws;
import static org.cloister.engine.rehearsal.GroupJobs.job;
import static org.cloister.engine.rehearsal.GroupJobs.said;
import static org.cloister.engine.rehearsal.GroupJobs.sessions;
import static org.cloister.engine.rehearsal.GroupJobs.silent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.cloister.engine.Effect;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.engine.data.SiteDataset;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.round.RoundParts;
import org.cloister.engine.round.SessionPlans;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.ParameterLayout;
import org.cloister.port.Protection;
import org.cloister.spi.DropReason;
import org.cloister.spi.SiteTask;
import org.cloister.tck.SessionDesks;
import org.junit.jupiter.api.Test;

/** Groups drawn by the sites of a whole job. */
class GroupRehearsalTests {
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
  void fewerThanFourSites_drawNothing() {
    Federation federation = job(3).federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertTrue(said(federation, Federation.COORDINATOR, Message.OfDraw.class).isEmpty());
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
