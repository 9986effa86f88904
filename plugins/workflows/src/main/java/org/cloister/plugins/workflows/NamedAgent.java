package org.cloister.plugins.workflows;

import java.util.function.Function;
import org.cloister.model.Settings;
import org.cloister.spi.AgentType;
import org.cloister.spi.WorkflowAgent;

/**
 * An agent under the name that job files use.
 *
 * @param id the name
 * @param maker checks settings and makes an agent
 */
record NamedAgent(String id, Function<Settings, WorkflowAgent<?>> maker) implements AgentType {

  @Override
  public WorkflowAgent<?> create(Settings settings) {
    return maker.apply(settings);
  }
}
