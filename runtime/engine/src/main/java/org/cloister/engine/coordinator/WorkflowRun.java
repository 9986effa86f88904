package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowAgent;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;

/**
 * The state of one workflow: what its agents folded so far and which nodes are due. Pure: the same
 * events give the same decisions, whoever carries them out. Nodes that wait for nothing run as one
 * <em>wave</em>; the events of a wave are folded node by node in the plan's order, so that the
 * order in which answers arrive decides nothing.
 */
final class WorkflowRun {

  /** A node whose turn it is, and what its agent wants. */
  record Turn(String node, List<Command> commands) {
    Turn {
      commands = List.copyOf(commands);
    }
  }

  private final WorkflowPlan plan;
  private final Map<String, Folded<?>> agents = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private Phase phase = Phase.START;
  private int round;
  private Optional<String> stopReason = Optional.empty();

  WorkflowRun(WorkflowPlan plan, JobFacts facts) {
    this.plan = plan;
    for (WorkflowNode node : plan.nodes()) {
      agents.put(node.id(), new Folded<>(node.agent(), facts));
    }
  }

  /** Rounds begun so far. */
  int round() {
    return round;
  }

  Phase phase() {
    return phase;
  }

  Optional<String> stopReason() {
    return stopReason;
  }

  /** Lets every agent see an event. */
  void fold(Event event) {
    if (event instanceof Event.Stopped stopped && stopReason.isEmpty()) {
      stopReason = Optional.of(stopped.reason());
    }
    agents.values().forEach(agent -> agent.fold(event));
  }

  /**
   * The nodes that are due now, with their decisions, in the plan's order; empty if the phase is
   * over.
   */
  List<Turn> nextWave() {
    List<Turn> wave = new ArrayList<>();
    Set<String> ofPhase = new HashSet<>();
    plan.nodes(phase).forEach(node -> ofPhase.add(node.id()));
    for (WorkflowNode node : plan.nodes(phase)) {
      boolean free =
          node.after().stream()
              .allMatch(before -> done.contains(before) || !ofPhase.contains(before));
      if (free && !done.contains(node.id())) {
        wave.add(new Turn(node.id(), decide(node.id())));
      }
    }
    return wave;
  }

  private List<Command> decide(String node) {
    Folded<?> agent = agents.get(node);
    return agent == null ? List.of() : agent.decide();
  }

  /** The wave is over: its nodes' successors are due. */
  void completed(List<Turn> wave) {
    wave.forEach(turn -> done.add(turn.node()));
  }

  /** Goes on to the next phase or round; false if the workflow is over. */
  boolean advance() {
    done.clear();
    boolean loops = !plan.nodes(Phase.ROUND).isEmpty();
    if (phase == Phase.END) {
      return false;
    }
    if (loops && stopReason.isEmpty()) {
      phase = Phase.ROUND;
      round++;
    } else {
      phase = Phase.END;
    }
    return true;
  }

  /** An agent and its state, together so that their types match. */
  private static final class Folded<S> {
    private final WorkflowAgent<S> agent;
    private S state;

    Folded(WorkflowAgent<S> agent, JobFacts facts) {
      this.agent = agent;
      this.state = agent.initial(facts);
    }

    void fold(Event event) {
      state = agent.on(state, event);
    }

    List<Command> decide() {
      return agent.decide(state);
    }
  }
}
