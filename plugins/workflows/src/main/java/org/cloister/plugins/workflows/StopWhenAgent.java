package org.cloister.plugins.workflows;

import java.util.List;
import java.util.OptionalDouble;
import org.cloister.model.Ids;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowAgent;

/**
 * Ends the job when a value that sites report has settled: {@code |v_t - v_(t-1)| <= tolerance *
 * max(|v_(t-1)|, 1e-12)} for {@code patience} reports of node {@code of} in a row. A report without
 * the value says nothing.
 *
 * <p>Settings: {@code value}, default {@code loss}; {@code tolerance}, at least 0, required; {@code
 * patience}, at least 1, default 3; {@code of}, the node that reports, default {@code train}.
 */
record StopWhenAgent(String value, String of, double tolerance, int patience)
    implements WorkflowAgent<StopWhenAgent.Trend> {

  /**
   * What it remembers.
   *
   * @param last the last value, if there was one
   * @param settled how often in a row the value hardly changed
   */
  record Trend(OptionalDouble last, int settled) {}

  static StopWhenAgent of(Settings settings) {
    settings.requireOnly("value", "of", "tolerance", "patience");
    // Required: what is little depends on the value.
    settings.text("tolerance");
    return new StopWhenAgent(
        settings.text("value", "loss"),
        Ids.require("workflow node id", settings.text("of", "train")),
        settings.number("tolerance", 0, 0, Double.MAX_VALUE),
        settings.integer("patience", 3, 1, Integer.MAX_VALUE));
  }

  @Override
  public Trend initial(JobFacts job) {
    return new Trend(OptionalDouble.empty(), 0);
  }

  @Override
  public Trend on(Trend state, Event event) {
    if (!(event instanceof Event.SitesReported report) || !report.node().equals(of)) {
      return state;
    }
    Double next = report.values().get(value);
    if (next == null) {
      return state;
    }
    boolean little = state.last().isPresent() && isLittle(state.last().getAsDouble(), next);
    return new Trend(OptionalDouble.of(next), little ? state.settled() + 1 : 0);
  }

  private boolean isLittle(double before, double now) {
    double change = Math.abs(now - before);
    // From infinity to a number is no little change, although infinity <= infinity.
    return Double.isFinite(change) && change <= tolerance * Math.max(Math.abs(before), 1e-12);
  }

  @Override
  public List<Command> decide(Trend state) {
    return state.settled() >= patience
        ? List.of(
            new Command.Stop(
                value
                    + " changed by at most "
                    + tolerance
                    + " of itself in "
                    + patience
                    + " reports in a row"))
        : List.of();
  }
}
