package com.example.stopping;

import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.AgentType;
import org.cloister.spi.Plugin;
import org.cloister.spi.PluginEntry;
import org.cloister.spi.WorkflowAgent;

/** What this bundle offers: one kind of agent. */
@PluginEntry
public final class StoppingPlugin implements Plugin {

  @Override
  public List<AgentType> agents() {
    return List.of(new EarlyStopType());
  }

  private static final class EarlyStopType implements AgentType {
    @Override
    public String id() {
      return "early-stop";
    }

    @Override
    public WorkflowAgent<?> create(Settings settings) {
      return EarlyStop.of(settings);
    }
  }
}
