package org.cloister.plugins.aggregators;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;

/**
 * A step from the current weights along what the sites sent. The division by the weight is folded
 * into the one factor, so that each value is rounded once; range by range, so that memory does not
 * grow with the model.
 */
final class Step {
  private Step() {}

  static Aggregated alongMean(AggregationTask task, SummedUpdate sum, double rate) {
    CloisterException.require(
        sum.weightSum() > 0,
        ErrorCode.ROUND_VOID,
        "The sum of the weights must be greater than 0, was 0; every contribution had weight 0.");
    return along(task, sum, rate / sum.weightSum());
  }

  static Aggregated alongSum(AggregationTask task, SummedUpdate sum, double rate) {
    return along(task, sum, rate);
  }

  private static Aggregated along(AggregationTask task, SummedUpdate sum, double factor) {
    FloatVector current = task.model().weights();
    FloatVector changes = sum.sums().tensor(Part.DELTA);
    return new Aggregated(task.vectors().axpy(factor, changes, current), task.state());
  }
}
