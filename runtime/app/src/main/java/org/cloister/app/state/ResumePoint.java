package org.cloister.app.state;

import java.util.Map;
import java.util.Optional;
import org.cloister.app.record.HistoryFile;
import org.cloister.engine.Resumption;
import org.cloister.engine.SiteMemory;

/**
 * Where a run goes on.
 *
 * @param from what the coordinator goes on from; empty to begin anew in the same folder
 * @param memories what sites remember; a site that committed nothing so far is not among them
 * @param head the history up to there
 */
public record ResumePoint(
    Optional<Resumption> from, Map<String, SiteMemory> memories, HistoryFile.Head head) {

  /** Copies the map. */
  public ResumePoint {
    memories = Map.copyOf(memories);
  }
}
