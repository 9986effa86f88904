package org.cloister.app.run;

import java.util.List;
import java.util.Optional;
import org.cloister.app.job.Job;
import org.cloister.model.PluginPin;

/**
 * What would run.
 *
 * @param job as it would
 * @param plugins the exact code
 * @param visibility what the coordinator would see, in a sentence
 * @param groups what the groups of the grouped route protect, and what not; empty on other routes
 */
public record JobOutline(
    Job job, List<PluginPin> plugins, String visibility, Optional<String> groups) {

  /** Copies the plugins. */
  public JobOutline {
    plugins = List.copyOf(plugins);
  }
}
