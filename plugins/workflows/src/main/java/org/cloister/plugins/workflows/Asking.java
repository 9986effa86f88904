package org.cloister.plugins.workflows;

import java.time.Duration;
import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.SiteTask;

/**
 * How sites are asked.
 *
 * @param quorum how many must count
 * @param deadline how long to wait for them
 */
record Asking(Quorum quorum, Duration deadline) {

  /** The settings {@code quorum} and {@code deadline-seconds}, by default half and ten minutes. */
  static Asking of(Settings settings) {
    return new Asking(Quorum.of(settings), deadline(settings));
  }

  /** The setting {@code deadline-seconds}, 1 to the seconds of 30 days. */
  static Duration deadline(Settings settings) {
    return Duration.ofSeconds(settings.integer("deadline-seconds", 600, 1, 30 * 24 * 3600));
  }

  Command ask(SiteTask task, List<String> sites) {
    return new Command.RunAtSites(task, sites, quorum.among(sites.size()), deadline);
  }
}
