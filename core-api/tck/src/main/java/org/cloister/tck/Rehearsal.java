package org.cloister.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.model.Digest;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/**
 * Plays a workflow for a few rounds with made-up answers, as the engine would, and records what was
 * decided and what happened.
 */
final class Rehearsal {

  static final JobFacts JOB = new JobFacts("rehearsal", List.of("north", "south", "west"), 3);
  private static final int ROUNDS = 3;

  private final Map<String, Seat<?>> seats = new LinkedHashMap<>();
  private final List<Event> history = new ArrayList<>();
  private final List<String> decisions = new ArrayList<>();
  private boolean stopped;

  /** Plays {@code plan} from the start to its end, or for three rounds. */
  static Rehearsal of(WorkflowPlan plan) {
    Rehearsal play = new Rehearsal();
    plan.nodes().forEach(node -> play.seats.put(node.id(), Seat.of(node.agent(), JOB)));
    JOB.roster().forEach(site -> play.happened(new Event.Joined(0, site)));
    play.phase(plan, WorkflowNode.Phase.START, 0);
    for (int round = 1; round <= ROUNDS && !play.stopped; round++) {
      play.happened(new Event.RoundStarted(round, List.of()));
      play.phase(plan, WorkflowNode.Phase.ROUND, round);
    }
    play.phase(plan, WorkflowNode.Phase.END, ROUNDS);
    return play;
  }

  private void phase(WorkflowPlan plan, WorkflowNode.Phase phase, int round) {
    for (WorkflowNode node : plan.nodes(phase)) {
      Seat<?> seat = seats.get(node.id());
      String outcome = seat == null ? "" : seat.outcome();
      decisions.add(round + " " + node.id() + " " + outcome);
      if (seat == null || !outcome.startsWith("[")) {
        stopped = true; // it asks for something that the made-up answers lack
        return;
      }
      for (Command command : seat.decide()) {
        happened(answer(command, node.id(), round));
      }
    }
  }

  private void happened(Event event) {
    history.add(event);
    seats.values().forEach(seat -> seat.on(event));
    stopped |= event instanceof Event.Stopped;
  }

  private Event answer(Command command, String node, int round) {
    Map<String, Double> values = Map.of("loss", 1.0 / (1 + round), "accuracy", 0.5);
    Digest version = Digest.of("version " + history.size());
    if (command instanceof Command.Select) {
      return new Event.Selected(round, node, JOB.roster());
    } else if (command instanceof Command.Initialise) {
      return new Event.Initialised(round, node, version);
    } else if (command instanceof Command.RunAtSites run) {
      return new Event.SitesReported(round, node, run.sites(), Map.of(), values);
    } else if (command instanceof Command.Aggregate) {
      return new Event.Aggregated(round, node, version);
    } else if (command instanceof Command.Update) {
      return new Event.Updated(round, node, version);
    } else if (command instanceof Command.Compute compute) {
      return new Event.Computed(round, node, compute.computation(), values);
    } else if (command instanceof Command.RunChild child) {
      return new Event.ChildEnded(round, node, child.workflow(), values);
    } else {
      return new Event.Stopped(round, node, ((Command.Stop) command).reason());
    }
  }

  /** Who decided what, in order. */
  List<String> decisions() {
    return decisions;
  }

  /** What happened, in order, and then things that no agent of the plan asked for. */
  List<Event> history() {
    List<Event> all = new ArrayList<>(history);
    Digest version = Digest.of("elsewhere");
    String node = "somebody-else";
    all.add(new Event.Joined(1, "east"));
    all.add(new Event.Selected(1, node, List.of("east", "north")));
    all.add(
        new Event.SitesReported(
            1,
            node,
            List.of("north"),
            Map.of("east", org.cloister.spi.DropReason.DEADLINE),
            Map.of("no-such-value", Double.NaN)));
    all.add(new Event.Aggregated(1, node, version));
    all.add(new Event.Updated(1, node, version));
    all.add(new Event.Computed(1, node, "no-such-computation", Map.of()));
    all.add(new Event.ChildEnded(2, node, "no-such-workflow", Map.of()));
    all.add(new Event.Left(2, "south"));
    all.add(new Event.Initialised(2, node, version));
    all.add(new Event.RoundStarted(3, List.of()));
    all.add(new Event.Stopped(3, node, "the end"));
    return all;
  }
}
