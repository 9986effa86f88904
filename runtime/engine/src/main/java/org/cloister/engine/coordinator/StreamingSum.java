package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.SummedUpdate;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;

/**
 * Sums contributions range by range, in the order of the list, in double precision: memory grows
 * neither with the model nor with the number of sites, and the result does not depend on the order
 * of arrival.
 */
public final class StreamingSum {
  private static final int CHUNK =
      1 << 12; // values and accumulators of a chunk stay in the first-level cache

  private StreamingSum() {}

  /**
   * The sum.
   *
   * @param parts what each contribution holds
   * @param contributions at least one
   */
  public static SummedUpdate of(
      List<Part> parts, Digest base, List<Contribution> contributions, Vectors vectors) {
    double weightSum = 0;
    for (Contribution contribution : contributions) {
      weightSum += contribution.weight();
    }
    Map<String, FloatVector> tensors = new LinkedHashMap<>();
    Map<String, List<Double>> scalars = new LinkedHashMap<>();
    Map<String, List<Long>> counts = new LinkedHashMap<>();
    for (Part part : parts) {
      double[] factors = factors(part, contributions);
      String name = part.name();
      if (part.kind() instanceof Part.Kind.Tensors) {
        tensors.put(
            name,
            tensors(
                contributions.stream().map(c -> c.parts().tensor(name)).toList(),
                factors,
                vectors));
      } else if (part.kind() instanceof Part.Kind.Scalars) {
        scalars.put(
            name,
            scalars(contributions.stream().map(c -> c.parts().scalars(name)).toList(), factors));
      } else {
        counts.put(name, counts(contributions.stream().map(c -> c.parts().counts(name)).toList()));
      }
    }
    return new SummedUpdate(
        base, weightSum, contributions.size(), new Parts(tensors, scalars, counts));
  }

  private static double[] factors(Part part, List<Contribution> contributions) {
    boolean weighted = part.weighting() == Part.Weighting.BY_WEIGHT;
    return contributions.stream().mapToDouble(c -> weighted ? c.weight() : 1).toArray();
  }

  /** The vector {@code sum(factors[i] * vectors[i])}. */
  static FloatVector tensors(List<FloatVector> inputs, double[] factors, Vectors vectors) {
    long length = inputs.get(0).length();
    float[] values = new float[CHUNK];
    double[] sums = new double[CHUNK];
    try (VectorWriter out = vectors.create(length)) {
      for (long at = 0; at < length; at += CHUNK) {
        int count = (int) Math.min(CHUNK, length - at);
        Arrays.fill(sums, 0, count, 0);
        for (int i = 0; i < factors.length; i++) {
          inputs.get(i).read(at, values, 0, count);
          addScaled(values, factors[i], sums, count);
        }
        for (int i = 0; i < count; i++) {
          values[i] = (float) sums[i];
        }
        out.write(values, 0, count);
      }
      return out.finish();
    }
  }

  /** A small static method, so that it is compiled early and to vector instructions. */
  private static void addScaled(float[] values, double factor, double[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += factor * values[i];
    }
  }

  private static List<Double> scalars(List<List<Double>> inputs, double[] factors) {
    List<Double> sums = new ArrayList<>();
    for (int k = 0; k < inputs.get(0).size(); k++) {
      double sum = 0;
      for (int i = 0; i < factors.length; i++) {
        sum += factors[i] * inputs.get(i).get(k);
      }
      sums.add(sum);
    }
    return sums;
  }

  private static List<Long> counts(List<List<Long>> inputs) {
    List<Long> sums = new ArrayList<>();
    for (int k = 0; k < inputs.get(0).size(); k++) {
      long sum = 0;
      for (List<Long> input : inputs) {
        sum = Math.addExact(sum, input.get(k));
      }
      sums.add(sum);
    }
    return sums;
  }
}
