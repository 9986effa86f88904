package org.cloister.app.plugins;

import java.util.ArrayList;
import java.util.List;
import org.cloister.app.job.Job;
import org.cloister.model.PluginPin;
import org.cloister.port.Assembly;
import org.cloister.spi.WorkflowPlan;

/**
 * A job whose plugins are there and fit. Its agents are plugin code: close it after the job's end.
 *
 * @param job as written
 * @param assemblies its plugins, round by round
 * @param workflow its agents
 * @param workflowPins the exact code of the agents
 * @param release gives the agents back; called by {@link #close()}
 */
public record ReadyJob(
    Job job,
    JobAssemblies assemblies,
    WorkflowPlan workflow,
    List<PluginPin> workflowPins,
    Runnable release)
    implements AutoCloseable {

  /** Copies the pins. */
  public ReadyJob {
    workflowPins = List.copyOf(workflowPins);
  }

  /** The pins that a round would have now. */
  public List<PluginPin> currentPins() {
    try (Assembly assembly = assemblies.open()) {
      return assembly.pins();
    }
  }

  /** All pins of the job, those of a round among them, each once. */
  public List<PluginPin> pins(List<PluginPin> ofRound) {
    List<PluginPin> all = new ArrayList<>(workflowPins);
    all.addAll(ofRound);
    return all.stream().distinct().toList();
  }

  @Override
  public void close() {
    release.run();
  }
}
