package com.example.stopping;

import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.WorkflowAgent;

/**
 * Ends the job when a value that sites report has not become better for some rounds (Prechelt 1998,
 * "Early stopping - but when?").
 *
 * @param of the agent that asks for the value
 * @param value its name, such as {@code mse}; less is better
 * @param patience how many reports in a row may pass without a better one
 * @param least by what share of the best value a new one must be less to be better
 */
record EarlyStop(String of, String value, int patience, double least)
    implements WorkflowAgent<EarlyStop.Course> {

  /**
   * What it remembers: an immutable value, made anew from the recorded events after a restart.
   *
   * @param best the least value so far
   * @param waited reports since then
   */
  record Course(double best, int waited) {}

  static EarlyStop of(Settings settings) {
    settings.requireOnly("of", "value", "patience", "least");
    return new EarlyStop(
        settings.text("of", "evaluate"),
        settings.text("value", "mse"),
        settings.integer("patience", 3, 1, 1000),
        settings.number("least", 0.01, 0, 1));
  }

  @Override
  public Course initial(JobFacts job) {
    return new Course(Double.POSITIVE_INFINITY, 0);
  }

  @Override
  public Course on(Course course, Event event) {
    if (event instanceof Event.SitesReported report
        && report.node().equals(of)
        && report.values().containsKey(value)) {
      double now = report.values().get(value);
      boolean better = now < course.best() * (1 - least);
      return better ? new Course(now, 0) : new Course(course.best(), course.waited() + 1);
    }
    return course;
  }

  @Override
  public List<Command> decide(Course course) {
    return course.waited() < patience
        ? List.of()
        : List.of(new Command.Stop(value + " was not better in " + patience + " rounds"));
  }
}
