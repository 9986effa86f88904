package org.cloister.app.run;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.app.job.WorkflowSection;

/**
 * Names of metrics in files and summaries: {@code final.test.union.auc} is the metric {@code auc}
 * that the agent {@code final} asked for, over the test rows of all sites together, and {@code
 * final.test.sites.ID.auc} the same at one site, where that is released. What training reports has
 * no rows to name: {@code train.loss}.
 */
final class MetricNames {

  private MetricNames() {}

  static Map<String, Double> of(
      Map<String, Double> values, Set<String> training, WorkflowSection workflow) {
    Map<String, Double> named = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          int dot = name.indexOf('.');
          String node = name.substring(0, dot);
          String metric = name.substring(dot + 1);
          if (training.contains(node)) {
            named.put(node + "." + metric, value);
          } else {
            String whose = metric.startsWith(RunLog.SITES) ? "." : ".union.";
            named.put(node + "." + rows(node, workflow) + whose + metric, value);
          }
        });
    return named;
  }

  private static String rows(String node, WorkflowSection workflow) {
    if (workflow instanceof WorkflowSection.Agents agents) {
      for (WorkflowSection.AgentEntry entry : agents.agents()) {
        if (entry.id().equals(node)) {
          return entry.type().settings().text("rows", "test");
        }
      }
    }
    return "test";
  }
}
