package org.cloister.engine.rehearsal;

import java.util.Optional;
import org.cloister.model.Settings;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.SumNoise;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.SumAggregator;
import org.cloister.spi.UpdateAggregator;

/** Routes without masks, and a job that takes any of them. */
final class Routes {
  private Routes() {}

  static AggregationRoute.Secure secure() {
    return secure(Optional.empty(), Optional.empty());
  }

  static AggregationRoute.Secure secure(
      Optional<LinearCompressor> compressor, Optional<SumNoise> noise) {
    return new AggregationRoute.Secure(
        new Configured<>(new Unmasked(), Settings.none()),
        new Configured<>(new FixedPoint(), Settings.none()),
        1000,
        WeightPrecision.EXACT,
        compressor.map(c -> new Configured<>(c, Settings.none())),
        new Configured<SumAggregator>(new Mean(), Settings.none()),
        noise);
  }

  static AggregationRoute.Secure centralNoise() {
    return secure(
        Optional.empty(),
        Optional.of(new SumNoise.AtCoordinator(Configured.of(new CentralShift()))));
  }

  static AggregationRoute.Grouped groupsOfFour(UpdateAggregator aggregator) {
    return new AggregationRoute.Grouped(
        Configured.of(new Unmasked()),
        Configured.of(new FixedPoint()),
        1000,
        WeightPrecision.EXACT,
        4,
        Configured.of(aggregator));
  }

  /** Weights 1 and 2; the optimum is (4, 4/3). */
  static Rehearsal twoSites() {
    return new Rehearsal()
        .site("small", new double[] {1, 0, 4})
        .site("large", new double[] {1, 6, 0}, new double[] {1, 6, 0});
  }
}
