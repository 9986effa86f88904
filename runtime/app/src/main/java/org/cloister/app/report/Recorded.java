package org.cloister.app.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.app.record.RunFile;
import org.cloister.app.record.SentSummary;
import org.cloister.app.record.SiteFile;
import org.cloister.app.record.TimedEvent;

/**
 * All that was recorded of a run, as its files have it.
 *
 * @param run what was run and how it ended
 * @param history what happened
 * @param metrics by name
 * @param model the last one that was kept
 * @param sites what each site's folder holds
 */
record Recorded(
    RunFile run,
    List<TimedEvent> history,
    Map<String, Double> metrics,
    Optional<KeptModel> model,
    Map<String, SiteFolder> sites) {

  /**
   * A model on disk.
   *
   * @param version its digest
   * @param round in which it was published
   * @param weights how many numbers it has
   */
  record KeptModel(String version, int round, long weights) {}

  /**
   * What a site keeps for itself.
   *
   * @param own its counts
   * @param sent what left it
   */
  record SiteFolder(SiteFile own, List<SentSummary.Line> sent) {}

  Recorded {
    history = List.copyOf(history);
    metrics = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(metrics));
    sites = Map.copyOf(sites);
  }
}
