package org.cloister.spi;

import java.util.List;
import org.cloister.model.Settings;

/**
 * Makes episodes from a site's examples: by class, by entity, by time. Pure: the same seed gives
 * the same episodes.
 */
public interface EpisodeSampler extends Role {

  /** {@code count} episodes as row indexes; at least one row in each set. */
  List<EpisodeRows> sample(Examples examples, int count, Settings settings, long seed);

  /**
   * Row indexes of support and query of one episode; the arrays belong to the host from then on.
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  record EpisodeRows(int[] support, int[] query) {}
}
