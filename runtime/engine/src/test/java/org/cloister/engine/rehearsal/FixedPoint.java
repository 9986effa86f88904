package org.cloister.engine.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
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

/**
 * Fixed point in a ring of 64 bits, rounded to nearest, tensors with 20 fractional bits and scalars
 * with the resolution of their part: a quantizer for rehearsals, without stochastic rounding.
 */
final class FixedPoint implements Quantizer {
  private static final double SCALE = 1 << 20;

  @Override
  public String id() {
    return "fixed-point";
  }

  @Override
  public QuantizationPlan plan(
      List<Part> parts, int participants, double maxWeight, Settings settings) {
    long length = 1 + parts.stream().mapToLong(part -> part.kind().length()).sum();
    return new QuantizationPlan(parts, participants, maxWeight, 64, length, settings);
  }

  @Override
  public IntVector quantize(Contribution in, QuantizationPlan plan, RoundingBits bits) {
    List<Long> residues = new ArrayList<>();
    double weight = Math.min(in.weight(), plan.maxWeight());
    residues.add(Math.round(weight * SCALE));
    for (Part part : plan.parts()) {
      double factor = part.weighting() == Part.Weighting.BY_WEIGHT ? weight : 1;
      if (part.kind() instanceof Part.Kind.Tensors) {
        for (float value : in.parts().tensor(part.name()).toArray()) {
          residues.add(Float.isFinite(value) ? Math.round(factor * value * SCALE) : 0L);
        }
      } else if (part.kind() instanceof Part.Kind.Scalars bounds) {
        for (double value : in.parts().scalars(part.name())) {
          double clipped =
              Double.isFinite(value) ? Math.max(bounds.min(), Math.min(bounds.max(), value)) : 0;
          residues.add(Math.round(factor * clipped / bounds.resolution()));
        }
      } else {
        residues.addAll(in.parts().counts(part.name()));
      }
    }
    return Residues.of(residues.stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public SummedUpdate dequantize(
      IntVector sum, Digest base, QuantizationPlan plan, int survivors, Vectors vectors) {
    long[] residues = new long[Math.toIntExact(sum.length())];
    sum.read(0, residues, 0, residues.length);
    int at = 1;
    Map<String, FloatVector> tensors = new LinkedHashMap<>();
    Map<String, List<Double>> scalars = new LinkedHashMap<>();
    Map<String, List<Long>> counts = new LinkedHashMap<>();
    for (Part part : plan.parts()) {
      int length = Math.toIntExact(part.kind().length());
      if (part.kind() instanceof Part.Kind.Tensors) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
          values[i] = (float) (residues[at + i] / SCALE);
        }
        tensors.put(part.name(), FloatVector.of(values));
      } else if (part.kind() instanceof Part.Kind.Scalars bounds) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < length; i++) {
          values.add(residues[at + i] * bounds.resolution());
        }
        scalars.put(part.name(), values);
      } else {
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < length; i++) {
          values.add(residues[at + i]);
        }
        counts.put(part.name(), values);
      }
      at += length;
    }
    return new SummedUpdate(
        base, residues[0] / SCALE, survivors, new Parts(tensors, scalars, counts));
  }
}
