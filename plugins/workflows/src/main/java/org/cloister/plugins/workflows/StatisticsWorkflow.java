package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowAgent;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;

/**
 * Asks all sites that are there for the query {@code statistics}, once, in the node {@code
 * statistics}; no rounds, no model.
 *
 * <p>Settings: those of {@link Statistics}; {@code quorum} and {@code deadline-seconds} as in
 * {@link TrainAgent}.
 */
final class StatisticsWorkflow implements Workflow {
  private static final Set<String> ASKING = Set.of("quorum", "deadline-seconds");

  @Override
  public String id() {
    return "statistics";
  }

  @Override
  public WorkflowPlan plan(Settings settings) {
    TreeMap<String, String> query = new TreeMap<>(settings.values());
    query.keySet().removeAll(ASKING);
    StatisticsSettings.of(new Settings(query));
    SiteTask task =
        new SiteTask.Query(
            "statistics", new Settings(query), SiteTask.Rows.TRAIN, new ModelRef.None());
    return WorkflowPlan.builder()
        .addAgent("statistics", Phase.START, new Ask(task, Asking.of(settings)))
        .build();
  }

  /** Asks once. */
  private record Ask(SiteTask task, Asking asking) implements WorkflowAgent<Sites> {
    @Override
    public Sites initial(JobFacts job) {
      return Sites.of(job);
    }

    @Override
    public Sites on(Sites state, Event event) {
      return state.on(event);
    }

    @Override
    public List<Command> decide(Sites state) {
      return List.of(asking.ask(task, state.present()));
    }
  }
}
