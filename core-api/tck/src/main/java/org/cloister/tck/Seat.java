package org.cloister.tck;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowAgent;

/** An agent and its state: the place where the type of the state is known. */
final class Seat<S> {

  /** Begins the outcome of a decision that failed without a sentence. */
  static final String FAILED = "failed with ";

  private final WorkflowAgent<S> agent;
  private S state;

  private Seat(WorkflowAgent<S> agent, JobFacts job) {
    this.agent = agent;
    this.state = agent.initial(job);
  }

  static Seat<?> of(WorkflowAgent<?> agent, JobFacts job) {
    return take(agent, job);
  }

  private static <T> Seat<T> take(WorkflowAgent<T> agent, JobFacts job) {
    return new Seat<>(agent, job);
  }

  void on(Event event) {
    state = agent.on(state, event);
  }

  List<Command> decide() {
    return List.copyOf(agent.decide(state));
  }

  /** What {@link #decide()} gives, or how it fails: out of turn an agent may refuse. */
  String outcome() {
    try {
      return decide().toString();
    } catch (CloisterException e) {
      return e.code().text();
    } catch (RuntimeException e) {
      return FAILED + e.getClass().getName();
    }
  }

  /** Whether the state before {@code event} still decides the same after it was folded. */
  boolean leavesOldStateAlone(Event event) {
    String before = outcome();
    agent.on(state, event);
    return before.equals(outcome());
  }
}
