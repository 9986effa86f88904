package org.cloister.plugins.workflows;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowAgent;

/**
 * Ends the job after a number of rounds. Setting: {@code rounds}, 1 to a million, required.
 *
 * @param rounds how many
 */
record StopAfterAgent(int rounds) implements WorkflowAgent<Integer> {

  static StopAfterAgent of(Settings settings) {
    settings.requireOnly("rounds");
    CloisterException.require(
        settings.has("rounds"),
        ErrorCode.SETTING_INVALID,
        "The setting rounds is required and was not given.");
    return new StopAfterAgent(settings.integer("rounds", 1, 1, 1_000_000));
  }

  /** The current round. */
  @Override
  public Integer initial(JobFacts job) {
    return 0;
  }

  @Override
  public Integer on(Integer round, Event event) {
    return event instanceof Event.RoundStarted started ? Integer.valueOf(started.round()) : round;
  }

  @Override
  public List<Command> decide(Integer round) {
    return round >= rounds
        ? List.of(new Command.Stop("all " + rounds + " rounds are done"))
        : List.of();
  }
}
