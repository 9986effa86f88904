package org.cloister.app.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.job.PluginRef;
import org.cloister.app.job.WorkflowSection;
import org.cloister.engine.coordinator.PreparedWorkflow;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/** Makes the plan of a job from its workflow section. */
final class WorkflowBuilder {

  private final Leases leases;
  private final NamedPlugins named;

  WorkflowBuilder(Leases leases, NamedPlugins named) {
    this.leases = leases;
    this.named = named;
  }

  Optional<WorkflowPlan> build(WorkflowSection section) {
    if (section instanceof WorkflowSection.Whole whole) {
      PluginRef ref = whole.workflow();
      named.check(ref);
      return leases
          .take(Kind.WORKFLOW, ref)
          .flatMap(
              found -> {
                try {
                  return Optional.of(found.role().plan(found.settings()));
                } catch (CloisterException e) {
                  SettingPlace.report(leases.problems(), ref, e);
                  return Optional.empty();
                }
              });
    }
    return agents((WorkflowSection.Agents) section);
  }

  private Optional<WorkflowPlan> agents(WorkflowSection.Agents section) {
    List<WorkflowNode> nodes = new ArrayList<>();
    for (WorkflowSection.AgentEntry entry : section.agents()) {
      named.check(entry.type());
      if (entry.id().equals(PreparedWorkflow.NODE)) {
        leases
            .problems()
            .add(
                entry.type().origin().at(),
                entry.type().origin().path() + ".id",
                "must not be "
                    + PreparedWorkflow.NODE
                    + ", a name of the host's own; choose another",
                ErrorCode.WORKFLOW_INVALID);
      }
      leases
          .take(Kind.AGENT, entry.type())
          .ifPresent(
              found -> {
                try {
                  nodes.add(
                      new WorkflowNode(
                          entry.id(),
                          entry.phase(),
                          found.role().create(found.settings()),
                          entry.after()));
                } catch (CloisterException e) {
                  SettingPlace.report(leases.problems(), entry.type(), e);
                }
              });
    }
    if (nodes.size() < section.agents().size()) {
      return Optional.empty();
    }
    return leases
        .problems()
        .attempt(section.origin().at(), section.origin().path(), () -> new WorkflowPlan(nodes));
  }
}
