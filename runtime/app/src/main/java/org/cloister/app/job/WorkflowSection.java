package org.cloister.app.job;

import java.util.List;
import org.cloister.spi.WorkflowNode;

/** Which agents run, in which order. */
public sealed interface WorkflowSection {

  /** Where it stands. */
  Origin origin();

  /** A whole workflow from a plugin. */
  record Whole(PluginRef workflow) implements WorkflowSection {
    @Override
    public Origin origin() {
      return workflow.origin();
    }
  }

  /** Agents put together in the job file. */
  record Agents(List<AgentEntry> agents, Origin origin) implements WorkflowSection {
    public Agents {
      agents = List.copyOf(agents);
    }
  }

  /**
   * One agent.
   *
   * @param id its own name in the workflow
   * @param type the plugin and its settings
   * @param phase when it runs
   * @param after the agents before it
   */
  record AgentEntry(String id, PluginRef type, WorkflowNode.Phase phase, List<String> after) {
    public AgentEntry {
      after = List.copyOf(after);
    }
  }
}
