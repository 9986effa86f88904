package org.cloister.spi;

import org.cloister.model.Settings;

/** A kind of agent that a job file can use in a workflow of its own. */
public interface AgentType extends Role {
  /** An agent with these settings; also where they are checked. */
  WorkflowAgent<?> create(Settings settings);
}
