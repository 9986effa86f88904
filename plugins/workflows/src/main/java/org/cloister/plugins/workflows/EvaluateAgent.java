package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Locale;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.WorkflowAgent;

/**
 * Asks all sites that are there for metrics of the current model, one question a metric.
 *
 * <p>Settings: {@code metrics}, query ids joined by commas, at least one; {@code
 * metrics.<id>.<name>} the setting {@code name} of the query {@code id}; {@code rows} {@code test}
 * (the default) or {@code train}; {@code every}, default 1: only in rounds that it divides; {@code
 * quorum} and {@code deadline-seconds} as in {@link TrainAgent}.
 */
record EvaluateAgent(List<Metric> metrics, SiteTask.Rows rows, int every, Asking asking)
    implements WorkflowAgent<Sites> {

  static EvaluateAgent of(Settings settings) {
    Nested nested = Nested.split(settings, "metrics");
    Settings own = nested.own();
    own.requireOnly("metrics", "rows", "every", "quorum", "deadline-seconds");
    return new EvaluateAgent(
        Metric.list(own.text("metrics"), nested.inner()),
        SiteTask.Rows.valueOf(own.oneOf("rows", "test", "test", "train").toUpperCase(Locale.ROOT)),
        own.integer("every", 1, 1, Integer.MAX_VALUE),
        Asking.of(own));
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
    return state.round() % every == 0
        ? metrics.stream().map(metric -> ask(metric, state)).toList()
        : List.of();
  }

  private Command ask(Metric metric, Sites state) {
    return asking.ask(
        new SiteTask.Query(metric.id(), metric.settings(), rows, new ModelRef.Current()),
        state.present());
  }
}
