package org.cloister.spi;

import java.util.List;

/**
 * One agent of a workflow: a pure reducer over the recorded history. It folds every event of its
 * job, in order, and when its turn comes it decides what to do. No clock, no chance, no I/O: a
 * restart folds the recorded events again and goes on where the job stood, and a recorded history
 * is a test.
 *
 * @param <S> its state, an immutable value
 */
public interface WorkflowAgent<S> {

  /** The state before the first event. */
  S initial(JobFacts job);

  /**
   * The state after {@code event}; called for every event of the job, also those of other agents.
   */
  S on(S state, Event event);

  /**
   * What to do now; called when all nodes that this one comes after are done. Carried out in order;
   * empty if there is nothing to do.
   */
  List<Command> decide(S state);
}
