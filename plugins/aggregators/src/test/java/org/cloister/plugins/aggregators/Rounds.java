package org.cloister.plugins.aggregators;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Tensor;
import org.cloister.model.Vectors;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.ServerState;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.SumAggregator;

/** One round over sites that hold numbers and want a weight near them. */
final class Rounds {
  private Rounds() {}

  static Model model(float... weights) {
    return Model.of(
        new ModelSpec(
            "mean",
            Settings.none(),
            DataSchema.of(new Column.Numeric("x", -10, 10)),
            ParameterLayout.of(Tensor.shared("w", weights.length)),
            Optional.empty()),
        FloatVector.of(weights),
        Parts.none(),
        Preprocessing.none());
  }

  static AggregationTask task(Settings settings, float... weights) {
    return new AggregationTask(1, model(weights), ServerState.empty(), settings, Vectors.onHeap());
  }

  static SummedUpdate sum(double weightSum, int participants, float... deltas) {
    return new SummedUpdate(
        model(new float[deltas.length]).version(),
        weightSum,
        participants,
        Parts.ofTensor(Part.DELTA, FloatVector.of(deltas)));
  }

  /**
   * The next weight after {@code steps} local steps of gradient descent on the mean of {@code (w -
   * x)^2 / 2} at each site.
   */
  static float next(
      SumAggregator rule,
      Settings settings,
      float current,
      double rate,
      int steps,
      List<double[]> sites) {
    double total = 0;
    double weights = 0;
    for (double[] site : sites) {
      double weight = rule.weighting(settings) == SiteWeight.EXAMPLES ? site.length : 1;
      double local = current;
      for (int step = 0; step < steps; step++) {
        local -= rate * gradient(local, site);
      }
      total += weight * (local - current);
      weights += weight;
    }
    return rule.aggregate(task(settings, current), sum(weights, sites.size(), (float) total))
        .weights()
        .toArray()[0];
  }

  /** The gradient of the mean of {@code (w - x)^2 / 2}. */
  static double gradient(double weight, double... examples) {
    double sum = 0;
    for (double x : examples) {
      sum += weight - x;
    }
    return sum / examples.length;
  }
}
