package org.cloister.plugins.workflows;

import java.util.List;
import org.cloister.model.Ids;
import org.cloister.model.Settings;
import org.cloister.spi.AgentType;
import org.cloister.spi.Command;
import org.cloister.spi.WorkflowAgent;

/** All kinds of agents; those that remember nothing are made here. */
final class Agents {
  private Agents() {}

  static List<AgentType> all() {
    return List.of(
        new NamedAgent("select", Agents::select),
        new NamedAgent("init", Agents::init),
        new NamedAgent("train", TrainAgent::of),
        new NamedAgent("aggregate", Agents::aggregate),
        new NamedAgent("update", Agents::update),
        new NamedAgent("evaluate", EvaluateAgent::of),
        new NamedAgent("stop-after", StopAfterAgent::of),
        new NamedAgent("stop-when", StopWhenAgent::of),
        new NamedAgent("compute", Agents::compute),
        new NamedAgent("child", Agents::child));
  }

  /** Settings: {@code selector}, default {@code all}; {@code selector.<name>} are its settings. */
  static WorkflowAgent<?> select(Settings settings) {
    Nested nested = Nested.split(settings, "selector");
    nested.own().requireOnly("selector");
    return new FixedAgent(new Command.Select(nested.own().text("selector", "all"), nested.inner()));
  }

  /** No settings. */
  static WorkflowAgent<?> init(Settings settings) {
    settings.requireOnly();
    return new FixedAgent(new Command.Initialise());
  }

  /** Settings: {@code train-node}, default {@code train}. */
  static WorkflowAgent<?> aggregate(Settings settings) {
    settings.requireOnly("train-node");
    return new FixedAgent(
        new Command.Aggregate(
            Ids.require("workflow node id", settings.text("train-node", "train"))));
  }

  /** No settings. */
  static WorkflowAgent<?> update(Settings settings) {
    settings.requireOnly();
    return new FixedAgent(new Command.Update());
  }

  /**
   * Settings: {@code computation}, required; {@code computation.<name>} are its settings; {@code
   * deadline-seconds}, default 600.
   */
  static WorkflowAgent<?> compute(Settings settings) {
    Nested nested = Nested.split(settings, "computation");
    nested.own().requireOnly("computation", "deadline-seconds");
    return new FixedAgent(
        new Command.Compute(
            nested.own().text("computation"), nested.inner(), Asking.deadline(nested.own())));
  }

  /**
   * Runs a workflow once each time its turn comes: in START or END once a job. Settings: {@code
   * workflow}, required; {@code workflow.<name>} are its settings.
   */
  static WorkflowAgent<?> child(Settings settings) {
    Nested nested = Nested.split(settings, "workflow");
    nested.own().requireOnly("workflow");
    return new FixedAgent(new Command.RunChild(nested.own().text("workflow"), nested.inner()));
  }
}
