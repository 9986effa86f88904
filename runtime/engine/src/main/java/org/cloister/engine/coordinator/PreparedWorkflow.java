package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cloister.engine.JobTerms;
import org.cloister.engine.data.Preparation;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowAgent;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/**
 * The workflow of a job as it runs: where the preprocessing is fitted on the whole federation, a
 * node of the host comes before everything else and runs the workflow {@code statistics}.
 */
public final class PreparedWorkflow {
  /** The node; no job may have one of that name. */
  public static final String NODE = "preparation";

  /** The workflow that the node runs, and the query that it asks. */
  public static final String STATISTICS = "statistics";

  private PreparedWorkflow() {}

  /**
   * The plan with the node, if the job needs it.
   *
   * @throws CloisterException {@link ErrorCode#WORKFLOW_INVALID} if the plan has a node of that
   *     name itself
   */
  public static WorkflowPlan of(WorkflowPlan plan, JobTerms terms) {
    for (WorkflowNode node : plan.nodes()) {
      CloisterException.require(
          !node.id().equals(NODE),
          ErrorCode.WORKFLOW_INVALID,
          "An agent must not be named " + NODE + ": the name is the host's own; choose another.");
    }
    if (!needed(terms)) {
      return plan;
    }
    List<WorkflowNode> nodes = new ArrayList<>();
    nodes.add(
        new WorkflowNode(
            NODE,
            WorkflowNode.Phase.START,
            new Prepare(new Command.RunChild(STATISTICS, settings(terms.preparation()))),
            List.of()));
    for (WorkflowNode node : plan.nodes()) {
      if (node.phase() == WorkflowNode.Phase.START) {
        List<String> after = new ArrayList<>(node.after());
        after.add(NODE);
        nodes.add(new WorkflowNode(node.id(), node.phase(), node.agent(), after));
      } else {
        nodes.add(node);
      }
    }
    return new WorkflowPlan(nodes);
  }

  /** Whether that is the host's own node. */
  static boolean isNode(String node) {
    return node.equals(NODE);
  }

  /** Whether the job begins with statistics of the federation. */
  public static boolean needed(JobTerms terms) {
    return terms.preparation().scope(terms.schema()) == Scope.GLOBAL;
  }

  /** The settings of the workflow: statistics of exactly the rows that the sites train on. */
  public static Settings settings(Preparation preparation) {
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put(
        "rows", preparation.missing() == Preparation.Missing.DROP_ROW ? "complete" : "usable");
    settings.putAll(howTaken(preparation).values());
    return new Settings(settings);
  }

  /** The settings of the workflow but for which rows it takes. */
  public static Settings howTaken(Preparation preparation) {
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put("most-rows", Long.toString(preparation.statistics().mostRows()));
    if (preparation.statistics().bins() > 0) {
      settings.put("bins", Integer.toString(preparation.statistics().bins()));
    }
    preparation
        .missingValues()
        .forEach(
            (column, values) ->
                settings.put(
                    "missing." + column,
                    values.stream().map(String::valueOf).collect(Collectors.joining(","))));
    return new Settings(settings);
  }

  /** Runs the child once. */
  private record Prepare(Command.RunChild child) implements WorkflowAgent<JobFacts> {
    @Override
    public JobFacts initial(JobFacts job) {
      return job;
    }

    @Override
    public JobFacts on(JobFacts state, Event event) {
      return state;
    }

    @Override
    public List<Command> decide(JobFacts state) {
      return List.of(child);
    }
  }
}
