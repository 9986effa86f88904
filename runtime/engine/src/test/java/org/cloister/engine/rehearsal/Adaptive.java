package org.cloister.engine.rehearsal;

import java.util.Map;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ServerState;

/** Remembers moments at the coordinator. */
final class Adaptive extends Mean {
  @Override
  public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
    float[] change = sum.mean(Part.DELTA).toArray();
    float[] v =
        task.state().vectors().getOrDefault("v", FloatVector.zeros(change.length)).toArray();
    float[] w = task.model().weights().toArray();
    for (int i = 0; i < w.length; i++) {
      v[i] = (float) (0.9 * v[i] + 0.1 * change[i] * change[i]);
      w[i] = (float) (w[i] + 0.5 * change[i] / (StrictMath.sqrt(v[i]) + 1e-1));
    }
    double rounds = task.state().scalars().getOrDefault("rounds", 0.0) + 1;
    return new Aggregated(
        FloatVector.of(w),
        new ServerState(1, Map.of("v", FloatVector.of(v)), Map.of("rounds", rounds)));
  }
}
