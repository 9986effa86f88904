package org.cloister.spi;

import org.cloister.model.SummedUpdate;

/** A rule that needs only the sum (FedAvg, FedSGD, FedAdam); fits every route. */
public non-sealed interface SumAggregator extends Aggregator {

  /** The next weights. Pure: the same arguments give the same bits. */
  Aggregated aggregate(AggregationTask task, SummedUpdate sum);
}
