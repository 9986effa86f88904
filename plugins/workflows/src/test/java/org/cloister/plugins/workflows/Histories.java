package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Map;
import org.cloister.model.Digest;
import org.cloister.model.Settings;
import org.cloister.spi.AgentType;
import org.cloister.spi.Command;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowAgent;

/** Scripted histories, and what agents make of them. */
final class Histories {
  private static final JobFacts JOB = new JobFacts("job", List.of("a", "b", "c", "d"), 7);

  private Histories() {}

  static WorkflowAgent<?> agent(String type, String... settings) {
    return agent(type, Settings.of(settings));
  }

  static WorkflowAgent<?> agent(String type, Settings settings) {
    return types().stream()
        .filter(candidate -> candidate.id().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no agent " + type))
        .create(settings);
  }

  static List<AgentType> types() {
    return new WorkflowsPlugin().agents();
  }

  /** What the agent decides after these events; the history is folded twice. */
  static List<Command> decide(WorkflowAgent<?> agent, Event... events) {
    List<Command> decided = fold(agent, events);
    if (!decided.equals(fold(agent, events))) {
      throw new AssertionError("the same history must give the same commands");
    }
    return decided;
  }

  private static <S> List<Command> fold(WorkflowAgent<S> agent, Event... events) {
    S state = agent.initial(JOB);
    for (Event event : events) {
      S before = state;
      int hash = before.hashCode();
      state = agent.on(state, event);
      if (hash != before.hashCode()) {
        throw new AssertionError("a state must not change");
      }
    }
    return agent.decide(state);
  }

  static Event joined(String site) {
    return new Event.Joined(0, site);
  }

  static Event left(String site) {
    return new Event.Left(1, site);
  }

  static Event round(int round) {
    return new Event.RoundStarted(round, List.of());
  }

  static Event selected(String... sites) {
    return new Event.Selected(1, "select", List.of(sites));
  }

  static Event reported(String node, String name, double value) {
    return new Event.SitesReported(
        1, node, List.of("a"), Map.of("b", DropReason.DEADLINE), Map.of(name, value));
  }

  /** One event of each kind that few agents look at. */
  static Event[] noise() {
    Digest version = Digest.of("version");
    return new Event[] {
      new Event.Initialised(0, "init", version),
      new Event.Aggregated(1, "aggregate", version),
      new Event.Updated(1, "update", version),
      new Event.Computed(1, "compute", "x", Map.of()),
      new Event.ChildEnded(1, "child", "w", Map.of("loss", 1.0)),
      new Event.Stopped(1, "stop", "enough")
    };
  }
}
