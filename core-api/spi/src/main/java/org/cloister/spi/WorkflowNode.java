package org.cloister.spi;

import java.util.List;
import org.cloister.model.Ids;

/**
 * A node of a workflow.
 *
 * @param id unique in its plan
 * @param phase when it runs
 * @param agent what decides
 * @param after the nodes that must be done before; of the same phase or an earlier one
 */
public record WorkflowNode(String id, Phase phase, WorkflowAgent<?> agent, List<String> after) {

  /** Checks the id. */
  public WorkflowNode {
    Ids.require("workflow node id", id);
    after = List.copyOf(after);
  }

  /** When a node runs. */
  public enum Phase {
    /** Once, before the first round. */
    START,
    /** Once a round. */
    ROUND,
    /** Once, after the last round. */
    END
  }
}
