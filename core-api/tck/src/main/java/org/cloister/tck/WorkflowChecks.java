package org.cloister.tck;

import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowPlan;

/**
 * The contract of {@link Workflow} and of its agents.
 *
 * <ul>
 *   <li>{@code plan_isStable}: the same settings give the same nodes.
 *   <li>{@code plan_refusesUnknownSettings}: a misspelt setting is refused before the job starts.
 *   <li>and the rules of agents, see {@link AgentChecks}.
 * </ul>
 */
public final class WorkflowChecks {

  private WorkflowChecks() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(Workflow role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(Workflow role, Settings settings) {
    Checklist list = new Checklist(RoleNames.WORKFLOW, role.id());
    WorkflowPlan plan =
        list.answer(
            "plan_isStable",
            "plan must give the same nodes in the same order each time.",
            () -> {
              WorkflowPlan first = role.plan(settings);
              return nodes(first).equals(nodes(role.plan(settings))) ? first : null;
            });
    if (plan != null) {
      list.unknownSettings("plan_refusesUnknownSettings", settings, role::plan);
      AgentRules.check(list, plan);
    }
    return list;
  }

  private static List<String> nodes(WorkflowPlan plan) {
    return plan.nodes().stream()
        .map(node -> node.id() + " " + node.phase() + " " + node.after())
        .toList();
  }
}
