package org.cloister.engine.data;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Episode;
import org.cloister.spi.EpisodeSampler.EpisodeRows;
import org.cloister.spi.Examples;
import org.cloister.spi.ModelSession;

/** From row indexes to the objectives of meta-learning. */
public final class Episodes {
  private Episodes() {}

  /**
   * The episodes of these rows.
   *
   * @param session stays the caller's, who closes it; must take {@link #largestBatch} rows
   * @param trainableLength of weights and gradients
   * @throws CloisterException {@link ErrorCode#PLUGIN_CONTRACT_BROKEN} for a set without rows or
   *     with rows that do not exist
   */
  public static List<Episode> of(
      ModelSession session, Examples examples, List<EpisodeRows> rows, int trainableLength) {
    return rows.stream()
        .map(
            episode ->
                new Episode(
                    FixedObjective.of(
                        session, examples, checked(episode.support(), examples), trainableLength),
                    FixedObjective.of(
                        session, examples, checked(episode.query(), examples), trainableLength)))
        .toList();
  }

  /** The most rows of a support or query set; at least 1. */
  public static int largestBatch(List<EpisodeRows> rows) {
    int largest = 1;
    for (EpisodeRows episode : rows) {
      largest = Math.max(largest, Math.max(episode.support().length, episode.query().length));
    }
    return largest;
  }

  private static int[] checked(int[] rows, Examples examples) {
    boolean valid = rows.length >= 1;
    for (int row : rows) {
      valid &= row >= 0 && row < examples.count();
    }
    CloisterException.require(
        valid,
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "A support or query set must have at least one row, all from 0 to "
            + (examples.count() - 1)
            + "; use another episode sampler.");
    return rows;
  }
}
