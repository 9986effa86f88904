package org.cloister.spi;

import org.cloister.model.Settings;

/** A whole workflow: federated averaging, federated statistics, cross-site evaluation. */
public interface Workflow extends Role {
  /** The plan with these settings; also where they are checked. */
  WorkflowPlan plan(Settings settings);
}
