package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.RoundingBits;

/**
 * Steps of the same size over the range of each part, with stochastic rounding: the mean of a
 * rounded value is the value, so errors average out over sites and rounds.
 *
 * <p><b>Guarantee.</b> The sum cannot wrap: each digit of a site is bounded so that those of all
 * planned sites together fit half the ring. Values that exceed their bounds saturate, values that
 * are not finite become 0, and both are counted inside the vector; the sum tells how many there
 * were, not where. Counts, and numbers in steps of their part's resolution, are exact to that step
 * however wide they are: they take as many residues as they need.
 *
 * <p><b>Settings.</b> {@code ring-bits}, 32: the ring, and so the bytes that a value takes on the
 * wire. Or {@code value-bits}: how finely a site sends, and the ring is as narrow as their sum
 * allows. {@code bound}: the most that a single value of a tensor may be; needed where the job has
 * no clip norm. {@code noise-deviation}, 0: the standard deviation of integer noise in the sum, for
 * which a margin is kept; with it the chance that any residue wraps is at most 2^-30.
 */
final class UniformQuantizer implements Quantizer {
  @Override
  public String id() {
    return "uniform";
  }

  @Override
  public QuantizationPlan plan(
      List<Part> parts, int participants, double maxWeight, Settings settings) {
    SpanPlan spans = SpanPlan.of(parts, participants, maxWeight, settings);
    return new QuantizationPlan(
        parts, participants, maxWeight, spans.grid().modulusBits(), spans.length(), settings);
  }

  @Override
  public IntVector quantize(Contribution in, QuantizationPlan plan, RoundingBits bits) {
    return QuantizedVector.of(in, SpanPlan.of(plan), bits);
  }

  @Override
  public SummedUpdate dequantize(
      IntVector sum, Digest base, QuantizationPlan plan, int survivors, Vectors vectors) {
    return new Dequantizing(sum, SpanPlan.of(plan), vectors).update(base, survivors);
  }
}
