package org.cloister.port;

import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Compressor;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.SumAggregator;
import org.cloister.spi.UpdateAggregator;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.SecureAggregation;

/**
 * How updates get from the sites to the next model, and so what the coordinator can see. There is
 * no constructor for a combination that does not protect: Krum on the secure route does not
 * compile, nor does top-k, nor floating-point noise after quantising.
 */
public sealed interface AggregationRoute {

  /** The rule that makes the next model. */
  Configured<? extends Aggregator> aggregator();

  /** How exactly sites count. */
  WeightPrecision weights();

  /** The coordinator sees a sum and nothing else. */
  record Secure(
      Configured<SecureAggregation> protocol,
      Configured<Quantizer> quantizer,
      double maxWeight,
      WeightPrecision weights,
      Optional<Configured<LinearCompressor>> compressor,
      Configured<SumAggregator> aggregator,
      Optional<SumNoise> noise)
      implements AggregationRoute {}

  /** The coordinator sees the sums of groups of sites; the rule works on the groups' means. */
  record Grouped(
      Configured<SecureAggregation> protocol,
      Configured<Quantizer> quantizer,
      double maxWeight,
      WeightPrecision weights,
      int groupSize,
      Configured<UpdateAggregator> aggregator)
      implements AggregationRoute {
    /** The fewest sites of a group: with fewer a mean says too much about each. */
    public static final int MIN_GROUP_SIZE = 4;

    public Grouped {
      CloisterException.require(
          groupSize >= MIN_GROUP_SIZE,
          ErrorCode.ROUTE_MISMATCH,
          "groupSize must be at least "
              + MIN_GROUP_SIZE
              + ", was "
              + groupSize
              + ": the mean of fewer sites says too much about each.");
    }
  }

  /** The coordinator sees each update by itself, with noise if there is a mechanism. */
  record Open(
      Optional<Configured<? extends Compressor>> compressor,
      Configured<? extends Aggregator> aggregator,
      Optional<Configured<PrivacyMechanism.Real>> noise)
      implements AggregationRoute {

    /** Each weight is seen by itself. */
    @Override
    public WeightPrecision weights() {
      return WeightPrecision.EXACT;
    }
  }
}
