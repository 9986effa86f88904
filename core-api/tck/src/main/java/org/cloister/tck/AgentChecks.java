package org.cloister.tck;

import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.AgentType;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/**
 * The contract of {@link AgentType} and of the agent that it makes.
 *
 * <ul>
 *   <li>{@code create_answers}: there is an agent for these settings.
 *   <li>{@code create_refusesUnknownSettings}: a misspelt setting is refused before the job starts.
 *   <li>{@code agent_runs}: the agent takes part in a job.
 *   <li>{@code decide_refusesWithASentence}: a decision is commands or a CloisterException.
 *   <li>{@code decide_changesNothing}: deciding twice gives the same commands.
 *   <li>{@code on_leavesTheOldStateAlone}: a state is an immutable value.
 *   <li>{@code replay_givesTheSameCommands}: a restart changes nothing.
 *   <li>{@code on_toleratesEveryEvent}: events of other agents do no harm.
 * </ul>
 */
public final class AgentChecks {

  private AgentChecks() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(AgentType role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(AgentType role, Settings settings) {
    Checklist list = new Checklist(RoleNames.AGENT, role.id());
    WorkflowPlan plan =
        list.answer(
            "create_answers",
            "create must give an agent.",
            () ->
                WorkflowPlan.builder()
                    .addAgent("agent", WorkflowNode.Phase.ROUND, role.create(settings))
                    .build());
    if (plan != null) {
      list.unknownSettings("create_refusesUnknownSettings", settings, role::create);
      AgentRules.check(list, plan);
    }
    return list;
  }
}
