package org.cloister.app.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Problems;
import org.cloister.app.yaml.Yaml;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.WorkflowNode.Phase;

/** Reads the section {@code workflow}: one plugin, or a list of agents. */
final class WorkflowReader {

  private static final Form<List<String>> NAMES =
      Form.listOf("a list of agent ids such as [select]", PluginForm.ID);
  private static final Form<List<WorkflowSection.AgentEntry>> AGENTS =
      Form.listOf("a list of agents, each {agent: ..., phase: ...}", WorkflowReader::agent);

  private WorkflowReader() {}

  static Optional<WorkflowSection> read(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(WorkflowReader::section);
  }

  private static Optional<WorkflowSection> section(Fields fields) {
    if (!fields.has("agents")) {
      return PluginForm.rest(fields, "plugin").map(WorkflowSection.Whole::new);
    }
    Optional<List<WorkflowSection.AgentEntry>> agents = fields.required("agents", AGENTS);
    Origin origin = new Origin(fields.place().path(), fields.at(), Map.of());
    return fields.build(() -> new WorkflowSection.Agents(agents.orElseThrow(), origin));
  }

  private static Optional<WorkflowSection.AgentEntry> agent(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(WorkflowReader::agent);
  }

  private static Optional<WorkflowSection.AgentEntry> agent(Fields fields) {
    Optional<String> id = fields.optional("id", PluginForm.ID);
    Optional<Phase> phase =
        fields
            .required("phase", Form.oneOf("start", "round", "end"))
            .map(text -> Phase.valueOf(text.toUpperCase(Locale.ROOT)));
    Optional<List<String>> after = fields.optional("after", NAMES, List.of());
    return PluginForm.rest(fields, "agent")
        .map(
            type ->
                new WorkflowSection.AgentEntry(
                    id.orElse(type.id()), type, phase.orElseThrow(), after.orElseThrow()));
  }

  /**
   * The amount of local work is written with the training, but the workflow hands it out. Agents of
   * a job's own have it in their own settings.
   */
  static WorkflowSection withWork(
      WorkflowSection section, Optional<TrainingReader.Found> training, Problems problems) {
    Settings settings =
        section instanceof WorkflowSection.Whole whole
            ? whole.workflow().settings()
            : Settings.none();
    if (training.isEmpty()) {
      return section;
    }
    for (var work : training.get().work().values().entrySet()) {
      boolean whole = section instanceof WorkflowSection.Whole;
      if (!whole || settings.has(work.getKey())) {
        Origin origin = training.get().section().trainer().origin();
        problems.add(
            origin.at(),
            origin.path() + "." + work.getKey(),
            whole
                ? "must stand once, stands also in the workflow"
                : "must be given at the agents that train, was given here",
            ErrorCode.JOB_INVALID);
      }
      settings = settings.with(work.getKey(), work.getValue());
    }
    return section instanceof WorkflowSection.Whole whole
        ? new WorkflowSection.Whole(whole.workflow().with(settings))
        : section;
  }
}
