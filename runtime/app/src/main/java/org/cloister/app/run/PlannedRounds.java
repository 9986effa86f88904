package org.cloister.app.run;

import java.util.OptionalInt;
import org.cloister.app.job.WorkflowSection;
import org.cloister.model.Settings;

/**
 * How many rounds a workflow will have, as far as its settings say: federated averaging and its
 * like have {@code rounds}, and so has an agent that stops after them. For telling people; nothing
 * depends on it.
 */
final class PlannedRounds {

  private static final String ROUNDS = "rounds";

  private PlannedRounds() {}

  static OptionalInt of(WorkflowSection workflow) {
    if (workflow instanceof WorkflowSection.Whole whole) {
      return of(whole.workflow().settings());
    }
    if (workflow instanceof WorkflowSection.Agents agents) {
      return agents.agents().stream()
          .map(agent -> of(agent.type().settings()))
          .filter(OptionalInt::isPresent)
          .mapToInt(OptionalInt::getAsInt)
          .min();
    }
    return OptionalInt.empty();
  }

  private static OptionalInt of(Settings settings) {
    if (!settings.has(ROUNDS)) {
      return OptionalInt.empty();
    }
    try {
      int rounds = Integer.parseInt(settings.text(ROUNDS));
      return rounds > 0 ? OptionalInt.of(rounds) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
