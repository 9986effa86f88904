package org.cloister.spi;

import java.util.List;
import org.cloister.model.ReceivedUpdate;

/**
 * A rule that needs each update by itself (median, Krum, FedBuff); fits the open route, and over
 * group means the grouped one.
 */
public non-sealed interface UpdateAggregator extends Aggregator {

  /**
   * The next weights. Pure.
   *
   * @param updates at least one, in roster order
   */
  Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates);

  /**
   * Whether it can use updates that were computed from an earlier model (see {@link
   * ReceivedUpdate#staleness()}).
   */
  default boolean acceptsStale() {
    return false;
  }
}
