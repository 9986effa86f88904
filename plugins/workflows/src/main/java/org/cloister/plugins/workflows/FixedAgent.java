package org.cloister.plugins.workflows;

import java.util.List;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowAgent;

/** Gives the same command whenever its turn comes, whatever happened. */
record FixedAgent(Command command) implements WorkflowAgent<FixedAgent.Nothing> {

  /** What it remembers. */
  record Nothing() {}

  @Override
  public Nothing initial(JobFacts job) {
    return new Nothing();
  }

  @Override
  public Nothing on(Nothing state, Event event) {
    return state;
  }

  @Override
  public List<Command> decide(Nothing state) {
    return List.of(command);
  }
}
