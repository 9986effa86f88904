package org.cloister.plugins.workflows;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.SiteTask;
import org.cloister.spi.WorkflowAgent;

/**
 * Lets the chosen sites of the round train; all that are there if none were chosen.
 *
 * <p>Settings: {@code steps}, at least 1, or {@code epochs}, greater than 0, by default one epoch;
 * {@code quorum}, a whole number or a fraction of the asked sites, default 0.5 rounded up; {@code
 * deadline-seconds}, default 600; {@code keep-late} {@code true} or {@code false}, the default (see
 * {@link SiteTask.Train}).
 */
record TrainAgent(SiteTask.Train task, Asking asking) implements WorkflowAgent<Sites> {

  static TrainAgent of(Settings settings) {
    settings.requireOnly("steps", "epochs", "quorum", "deadline-seconds", "keep-late");
    CloisterException.require(
        !settings.has("steps") || !settings.has("epochs"),
        ErrorCode.SETTING_INVALID,
        "Only one of steps and epochs can be given, was both.");
    boolean keepLate = settings.flag("keep-late", false);
    SiteTask.Train task =
        settings.has("steps")
            ? new SiteTask.Train(settings.integer("steps", 1, 1, Integer.MAX_VALUE), 0, keepLate)
            : new SiteTask.Train(0, settings.positive("epochs", 1), keepLate);
    return new TrainAgent(task, Asking.of(settings));
  }

  @Override
  public Sites initial(JobFacts job) {
    return Sites.of(job);
  }

  @Override
  public Sites on(Sites state, Event event) {
    return state.on(event);
  }

  @Override
  public List<Command> decide(Sites state) {
    return List.of(asking.ask(task, state.chosen()));
  }
}
