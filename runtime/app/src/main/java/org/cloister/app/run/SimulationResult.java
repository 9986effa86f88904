package org.cloister.app.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.job.Job;
import org.cloister.app.ledger.LedgerSummary;
import org.cloister.engine.JobOutcome;
import org.cloister.model.PluginPin;

/**
 * What came of a simulation.
 *
 * @param job as it ran
 * @param outcome how it ended
 * @param metrics by their full names
 * @param dropouts who did not count
 * @param plugins the exact code
 * @param visibility what the coordinator could see, in a sentence
 * @param out where it was kept
 * @param ledger what lies there as its ledger
 */
public record SimulationResult(
    Job job,
    JobOutcome outcome,
    Map<String, Double> metrics,
    List<Dropout> dropouts,
    List<PluginPin> plugins,
    String visibility,
    Optional<Path> out,
    Optional<LedgerSummary> ledger) {

  /** Copies the collections. */
  public SimulationResult {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    dropouts = List.copyOf(dropouts);
    plugins = List.copyOf(plugins);
  }
}
