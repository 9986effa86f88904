package org.cloister.tck;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.RoundingBits;
import org.junit.jupiter.api.Test;

final class QuantizerChecksTests {

  /** Fixed point with 16 binary places, two's complement in a ring of 40 bits. */
  private static class Good implements Quantizer {
    private static final int BITS = 40;
    private static final double ONE = 1 << 16;
    int calls;

    @Override
    public String id() {
      return "fixed-point";
    }

    @Override
    public QuantizationPlan plan(List<Part> parts, int n, double maxWeight, Settings settings) {
      settings.requireOnly();
      calls++;
      long length = 1 + parts.stream().mapToLong(part -> part.kind().length()).sum();
      for (Part part : parts) {
        if (part.kind() instanceof Part.Kind.Counts counts) {
          boolean fits = counts.max() < (1L << 39) / n;
          CloisterException.require(fits, refusal(), "The sum does not fit the ring.");
        }
      }
      return new QuantizationPlan(parts, n, maxWeight, BITS, planned(length), settings);
    }

    ErrorCode refusal() {
      return ErrorCode.PROTECTION_REFUSED;
    }

    long planned(long length) {
      return length;
    }

    @Override
    public IntVector quantize(Contribution in, QuantizationPlan plan, RoundingBits bits) {
      long[] residues = new long[(int) plan.length()];
      residues[0] = Math.round(in.weight() * ONE);
      int at = 1;
      for (Part part : plan.parts()) {
        double weight = part.weighting() == Part.Weighting.BY_WEIGHT ? in.weight() : 1;
        for (int i = 0; i < part.kind().length(); i++) {
          double value = weight * value(in.parts(), part, i);
          residues[at++] = fixed(value, part.kind() instanceof Part.Kind.Counts ? 1 : ONE);
        }
      }
      calls++;
      return residues(residues);
    }

    long fixed(double value, double one) {
      return Math.round(value * one); // which makes NaN 0
    }

    IntVector residues(long[] residues) {
      return new Residues(BITS, residues);
    }

    static double value(Parts values, Part part, int i) {
      if (part.kind() instanceof Part.Kind.Tensors) {
        return values.tensor(part.name()).toArray()[i];
      }
      return part.kind() instanceof Part.Kind.Scalars
          ? values.scalars(part.name()).get(i)
          : values.counts(part.name()).get(i);
    }

    @Override
    public SummedUpdate dequantize(
        IntVector sum, Digest base, QuantizationPlan plan, int survivors, Vectors vectors) {
      long[] residues = Residues.values(sum);
      int at = 1;
      Map<String, FloatVector> tensors = new HashMap<>();
      Map<String, List<Double>> scalars = new HashMap<>();
      Map<String, List<Long>> counts = new HashMap<>();
      for (Part part : plan.parts()) {
        int length = (int) part.kind().length();
        double[] values = new double[length];
        Long[] whole = new Long[length];
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
          whole[i] = residues[at++] << (64 - BITS) >> (64 - BITS);
          values[i] = whole[i] / ONE;
          floats[i] = (float) values[i];
        }
        if (part.kind() instanceof Part.Kind.Tensors) {
          tensors.put(part.name(), FloatVector.of(floats));
        } else if (part.kind() instanceof Part.Kind.Scalars) {
          scalars.put(part.name(), List.of(values[0]));
        } else {
          counts.put(part.name(), List.of(whole));
        }
      }
      return new SummedUpdate(
          base, residues[0] / ONE, survivors, new Parts(tensors, scalars, counts));
    }
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    new Twins<Quantizer>(role -> QuantizerChecks.run(role, Settings.none()))
        .broken(
            "plan_isStable",
            new Good() {
              @Override
              long planned(long length) {
                return length + calls;
              }
            })
        .broken(
            "plan_refusesUnknownSettings",
            new Good() {
              @Override
              public QuantizationPlan plan(List<Part> parts, int n, double max, Settings s) {
                return super.plan(parts, n, max, Settings.none());
              }
            })
        .broken(
            "plan_keepsWhatItWasAsked",
            new Good() {
              @Override
              public QuantizationPlan plan(List<Part> parts, int n, double max, Settings s) {
                return super.plan(parts, n, 2 * max, s);
              }
            })
        .broken(
            "plan_refusesWhatNoRingHolds",
            new Good() {
              @Override
              ErrorCode refusal() {
                return ErrorCode.INTERNAL;
              }
            })
        .broken(
            "quantize_fillsThePlan",
            new Good() {
              @Override
              IntVector residues(long[] residues) {
                return new Residues(39, residues);
              }
            })
        .broken(
            "quantize_isRepeatable",
            new Good() {
              @Override
              IntVector residues(long[] residues) {
                residues[0] += calls;
                return super.residues(residues);
              }
            })
        .broken(
            "quantize_readsByRange",
            new Good() {
              @Override
              IntVector residues(long[] residues) {
                return new FromTheStart(super.residues(residues));
              }
            })
        .broken(
            "dequantize_givesTheSum",
            new Good() {
              @Override
              long fixed(double value, double one) {
                return super.fixed(value, one / 2);
              }
            })
        .broken(
            "quantize_replacesWhatIsNotFinite",
            new Good() {
              @Override
              long fixed(double value, double one) {
                return Double.isNaN(value) ? 1L << 30 : super.fixed(value, one);
              }
            })
        .verify(new Good());
  }

  /** Reads every range from the start. */
  private record FromTheStart(IntVector whole) implements IntVector {
    @Override
    public long length() {
      return whole.length();
    }

    @Override
    public int modulusBits() {
      return whole.modulusBits();
    }

    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      whole.read(0, target, targetOffset, count);
    }
  }
}
