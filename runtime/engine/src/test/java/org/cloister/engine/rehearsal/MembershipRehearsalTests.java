package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Signal;
import org.cloister.engine.coordinator.Coordinator;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.cloister.spi.Command;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.SiteTask;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/** Sites join and leave while the job runs; its agents work with those that are there. */
class MembershipRehearsalTests {

  /** A participant whose program is started later than the others'. */
  private static final class Late implements Machine {
    private final Machine participant;
    private boolean asleep = true;

    Late(Machine participant) {
      this.participant = participant;
    }

    @Override
    public List<Effect> on(Signal signal) {
      if (asleep) {
        asleep = false; // the driver begins all machines at 0
        return List.of();
      }
      return participant.on(signal);
    }
  }

  private static List<String> present(Plans.Seen seen) {
    List<String> here = new ArrayList<>(seen.job().roster());
    here.removeIf(
        site ->
            seen.events().stream()
                    .filter(e -> e instanceof Event.Joined joined && joined.site().equals(site))
                    .count()
                <= seen.events().stream()
                    .filter(e -> e instanceof Event.Left left && left.site().equals(site))
                    .count());
    return here;
  }

  /** Rounds with whoever is there by the events. */
  private static WorkflowPlan adaptive(int rounds) {
    return WorkflowPlan.builder()
        .addAgent("init", Phase.START, Plans.agent(seen -> List.of(new Command.Initialise())))
        .addAgent(
            "train",
            Phase.ROUND,
            Plans.agent(seen -> List.of(Plans.train(present(seen), SiteTask.Train.steps(1), 1))))
        .addAgent(
            "take",
            Phase.ROUND,
            Plans.agent(
                seen -> {
                  List<Command> commands = new ArrayList<>();
                  commands.add(new Command.Aggregate("train"));
                  commands.add(new Command.Update());
                  if (seen.round() >= rounds) {
                    commands.add(new Command.Stop("rounds"));
                  }
                  return commands;
                }))
        .addDependency("take", "train")
        .build();
  }

  private static Federation federation(Rehearsal job, String late) {
    Map<String, Machine> participants = new LinkedHashMap<>();
    job.sites.forEach(
        (site, data) -> {
          Machine participant = job.participant(site, data);
          participants.put(site, site.equals(late) ? new Late(participant) : participant);
        });
    Machine coordinator =
        new Coordinator(
            job.terms(),
            job.workflow,
            job.assemblies(),
            new Unprotected(),
            Vectors.onHeap(),
            job.start);
    Federation federation = new Federation(coordinator, participants, 1);
    job.sites.keySet().forEach(site -> federation.slow(site, Rehearsal.seconds(10)));
    return federation;
  }

  private static Rehearsal job() {
    Rehearsal job =
        new Rehearsal()
            .site("stays", new double[] {1, 8, 0})
            .site("leaves", new double[] {1, 0, 8})
            .site("joins", new double[] {1, -8, -8}, new double[] {1, -8, -8});
    job.workflow = adaptive(6);
    return job.train(new Sgd(), "rate", "0.5");
  }

  @Test
  void membership_siteLeavesAndAnotherJoins_roundsGoOnWithThoseThatAreThere() {
    // The job begins at 30 s without the one that is not there. Rounds take 10 s. One site leaves
    // at 55 s, in round 3; one is started at 62 s, reads its data for 10 s, and is there for
    // round 6.
    Federation federation =
        federation(job(), "joins")
            .at(Rehearsal.seconds(55), "leaves", new Signal.StopRequested("maintenance"))
            .at(Rehearsal.seconds(62), "joins", new Signal.Begin());
    assertEquals(6, ((JobOutcome.Completed) federation.run()).rounds());
    List<String> reported = new ArrayList<>();
    List<Map<String, DropReason>> dropped = new ArrayList<>();
    List<String> members = new ArrayList<>();
    for (Event event : federation.history) {
      if (event instanceof Event.SitesReported step) {
        reported.add(String.join(" ", step.reported()));
        dropped.add(step.dropped());
      } else if (event instanceof Event.Joined joined) {
        members.add(joined.round() + " +" + joined.site());
      } else if (event instanceof Event.Left left) {
        members.add(left.round() + " -" + left.site());
      }
    }
    assertEquals(
        List.of("stays leaves", "stays leaves", "stays", "stays", "stays", "stays joins"),
        reported);
    Map<String, DropReason> none = Map.of();
    assertEquals(List.of(none, none, Map.of("leaves", DropReason.LEFT), none, none, none), dropped);
    assertEquals(List.of("0 +stays", "0 +leaves", "3 -leaves", "5 +joins"), members);
    assertWeights(federation);
  }

  /** Every site moves half the way to its optimum; they count by their rows. */
  private static void assertWeights(Federation federation) {
    double[] w = new double[2];
    for (int round = 1; round <= 6; round++) {
      for (int i = 0; i < 2; i++) {
        double stays = i == 0 ? 8 : 0;
        double leaves = i == 0 ? 0 : 8;
        double target =
            round <= 2 ? (stays + leaves) / 2 : round <= 5 ? stays : (stays + 2 * -8) / 3;
        w[i] += 0.5 * (target - w[i]);
      }
      float[] expected = {(float) w[0], (float) w[1]};
      assertArrayEquals(expected, federation.published.get(round - 1).weights().toArray(), 1e-5f);
    }
  }

  @Test
  void membership_onlySiteThatWorksLeaves_endsBelowQuorum() {
    Rehearsal job = new Rehearsal().site("leaves", new double[] {1, 0, 8});
    job.workflow = adaptive(6);
    Federation federation =
        federation(job, "nobody")
            .at(Rehearsal.seconds(15), "leaves", new Signal.StopRequested("maintenance"));
    JobOutcome.Failed failed = (JobOutcome.Failed) federation.run();
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertEquals(0, failed.rounds());
  }
}
