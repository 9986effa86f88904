package org.cloister.tck;

import java.util.List;
import org.cloister.spi.Event;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/** Rules about the agents of a plan. */
final class AgentRules {

  private AgentRules() {}

  static void check(Checklist list, WorkflowPlan plan) {
    List<String> decided =
        list.answer(
            "agent_runs",
            "Agents must take the events of a job in order and decide when their turn comes.",
            () -> Rehearsal.of(plan).decisions());
    if (decided == null) {
      return;
    }
    boolean tolerant =
        list.rule(
            "on_toleratesEveryEvent",
            "on must take every event of the job, also those of other agents.",
            () -> everywhere(plan, (seat, event) -> true));
    if (!tolerant) {
      return;
    }
    list.rule(
        "decide_refusesWithASentence",
        "decide must give commands or throw a CloisterException that says what is wrong.",
        () -> decided.stream().noneMatch(outcome -> outcome.contains(Seat.FAILED)));
    boolean pure =
        list.rule(
            "decide_changesNothing",
            "decide must give the same commands when it is asked again.",
            () -> everywhere(plan, (seat, event) -> seat.outcome().equals(seat.outcome())));
    if (pure) {
      pure =
          list.rule(
              "on_leavesTheOldStateAlone",
              "on must make a new state and leave the old one as it was; a state is an immutable value.",
              () -> everywhere(plan, Seat::leavesOldStateAlone));
    }
    if (pure) {
      list.rule(
          "replay_givesTheSameCommands",
          "The same history must give the same commands; keep nothing in the agent and use no clock or chance.",
          () -> decided.equals(Rehearsal.of(plan).decisions()));
    }
  }

  private interface Look {
    boolean at(Seat<?> seat, Event next);
  }

  /** Looks at every agent before every event of a history. */
  private static boolean everywhere(WorkflowPlan plan, Look look) {
    List<Event> history = Rehearsal.of(plan).history();
    for (WorkflowNode node : plan.nodes()) {
      Seat<?> watched = Seat.of(node.agent(), Rehearsal.JOB);
      for (Event event : history) {
        if (!look.at(watched, event)) {
          return false;
        }
        watched.on(event);
      }
    }
    return true;
  }
}
