package org.cloister.plugins.workflows;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.cloister.model.Settings;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;

/**
 * Federated averaging (McMahan et al. 2017, algorithm 1): {@code init}, then rounds of {@code
 * select}, {@code train}, {@code aggregate}, {@code update}, {@code evaluate}, {@code stop} and
 * {@code converge}, and in the end {@code final}. Which trainer and which aggregator is the job's
 * affair. A node that would have nothing to do is left out: {@code evaluate} and {@code final}
 * without metrics, {@code converge} without a tolerance.
 *
 * <p>Settings: {@code rounds}, default 10; {@code steps} or {@code epochs}, {@code quorum} and
 * {@code deadline-seconds} as in {@link TrainAgent}; {@code selector} and {@code selector.<name>},
 * default {@code all}; {@code metrics}, query ids joined by commas, by default none, and {@code
 * metrics.<id>.<name>}; {@code evaluate-every}, default 1, in rounds, 0 for the end only; {@code
 * tolerance} and {@code patience} as in {@link StopWhenAgent} for the training loss, by default
 * never.
 */
final class FederatedAveraging implements Workflow {
  private static final Set<String> ASKING = Set.of("quorum", "deadline-seconds");
  private static final Set<String> TRAINING =
      Set.of("steps", "epochs", "quorum", "deadline-seconds");

  @Override
  public String id() {
    return "federated-averaging";
  }

  @Override
  public WorkflowPlan plan(Settings settings) {
    Nested metrics = Nested.split(settings, "metrics");
    Settings own = Nested.split(metrics.own(), "selector").own();
    own.requireOnly(
        "rounds",
        "steps",
        "epochs",
        "quorum",
        "deadline-seconds",
        "selector",
        "metrics",
        "evaluate-every",
        "tolerance",
        "patience");
    WorkflowPlan.Builder plan =
        WorkflowPlan.builder()
            .addAgent("init", Phase.START, Agents.init(Settings.none()))
            .addAgent("select", Phase.ROUND, Agents.select(only(settings, of("selector"))))
            .addAgent("train", Phase.ROUND, TrainAgent.of(only(own, TRAINING::contains)))
            .addAgent("aggregate", Phase.ROUND, Agents.aggregate(Settings.none()))
            .addAgent("update", Phase.ROUND, Agents.update(Settings.none()))
            .addDependency("select", "init")
            .addDependency("train", "select")
            .addDependency("aggregate", "train")
            .addDependency("update", "aggregate");
    int every = own.integer("evaluate-every", 1, 0, Integer.MAX_VALUE);
    if (own.text("metrics", "").isBlank()) {
      metrics.inner().requireOnly();
      addStops(plan, own, "update");
    } else {
      Settings evaluation = only(settings, of("metrics").or(ASKING::contains));
      if (every > 0) {
        plan.addAgent(
                "evaluate",
                Phase.ROUND,
                EvaluateAgent.of(evaluation.with("every", Integer.toString(every))))
            .addDependency("evaluate", "update");
      }
      addStops(plan, own, every > 0 ? "evaluate" : "update");
      plan.addAgent("final", Phase.END, EvaluateAgent.of(evaluation))
          .addDependency("final", "stop");
    }
    return plan.build();
  }

  private static void addStops(WorkflowPlan.Builder plan, Settings own, String last) {
    plan.addAgent(
            "stop", Phase.ROUND, StopAfterAgent.of(Settings.of("rounds", own.text("rounds", "10"))))
        .addDependency("stop", last);
    if (own.has("tolerance") || own.has("patience")) {
      plan.addAgent(
              "converge",
              Phase.ROUND,
              StopWhenAgent.of(only(own, Set.of("tolerance", "patience")::contains)))
          .addDependency("converge", last);
    }
  }

  /** The names of a plugin's id and of its settings. */
  private static Predicate<String> of(String name) {
    return setting -> setting.equals(name) || setting.startsWith(name + ".");
  }

  private static Settings only(Settings settings, Predicate<String> names) {
    Map<String, String> some = new TreeMap<>(settings.values());
    some.keySet().removeIf(names.negate());
    return new Settings(some);
  }
}
