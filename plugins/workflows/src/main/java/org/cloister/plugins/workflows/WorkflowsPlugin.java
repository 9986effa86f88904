package org.cloister.plugins.workflows;

import java.util.List;
import org.cloister.spi.AgentType;
import org.cloister.spi.ParticipantSelector;
import org.cloister.spi.Plugin;
import org.cloister.spi.PluginEntry;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Workflow;

/**
 * Offers federated averaging, the agents that it is made of, the usual metrics, statistics of the
 * sites' tables, and two ways to choose the sites of a round.
 */
@PluginEntry
public final class WorkflowsPlugin implements Plugin {

  /** For the host. */
  public WorkflowsPlugin() {}

  @Override
  public List<SumQuery> queries() {
    return List.of(
        new Accuracy(),
        new Auc(),
        new MeanError("log-loss", new LogLoss()),
        new MeanError("mse", new PowerError(2)),
        new MeanError("mae", new PowerError(1)),
        new Statistics());
  }

  @Override
  public List<ParticipantSelector> selectors() {
    return List.of(new SelectAll(), new SelectRandom());
  }

  @Override
  public List<AgentType> agents() {
    return Agents.all();
  }

  @Override
  public List<Workflow> workflows() {
    return List.of(new FederatedAveraging(), new StatisticsWorkflow());
  }
}
