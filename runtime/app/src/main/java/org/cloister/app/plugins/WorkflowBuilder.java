package org.cloister.app.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.job.PluginRef;
import org.cloister.app.job.WorkflowSection;
import org.cloister.app.yaml.Nearest;
import org.cloister.engine.coordinator.PreparedWorkflow;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/** Makes the plan of a job from its workflow section. */
final class WorkflowBuilder {

  private final Leases leases;

  WorkflowBuilder(Leases leases) {
    this.leases = leases;
  }

  Optional<WorkflowPlan> build(WorkflowSection section) {
    if (section instanceof WorkflowSection.Whole whole) {
      PluginRef ref = whole.workflow();
      requireOffered(ref, "metrics", Kind.QUERY);
      requireOffered(ref, "selector", Kind.SELECTOR);
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
      requireOffered(entry.type(), "metrics", Kind.QUERY);
      requireOffered(entry.type(), "selector", Kind.SELECTOR);
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

  /**
   * By convention these settings hold ids of other plugins. Looked up here, a slip is shown in the
   * job file; otherwise it would end the job in its first round.
   */
  private void requireOffered(PluginRef ref, String setting, Kind<?> kind) {
    if (!ref.settings().has(setting)) {
      return;
    }
    List<String> offered = leases.offered(kind);
    for (String id : ref.settings().text(setting).split(",")) {
      String name = id.strip();
      if (!name.isEmpty() && !offered.contains(name)) {
        leases
            .problems()
            .add(
                ref.origin().keys().getOrDefault(setting, ref.origin().at()),
                ref.origin().path() + "." + setting,
                "must name only installed plugins of role "
                    + kind.label()
                    + ", was "
                    + Quoted.of(name)
                    + Nearest.hint(name, offered)
                    + "; installed are "
                    + String.join(", ", offered),
                ErrorCode.PLUGIN_NOT_FOUND);
      }
    }
  }
}
