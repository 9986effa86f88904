package org.cloister.engine.round;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;

/** Checks and clips the values of parts. */
public final class Updates {
  private static final int CHUNK = 1 << 13;

  private Updates() {}

  /** Whether there is exactly what {@code expected} asks for, by name, kind and length. */
  public static boolean fit(Parts parts, List<Part> expected) {
    Set<String> names = new TreeSet<>();
    for (Part part : expected) {
      names.add(part.name());
      long length;
      if (part.kind() instanceof Part.Kind.Tensors) {
        FloatVector values = parts.tensors().get(part.name());
        length = values == null ? -1 : values.length();
      } else if (part.kind() instanceof Part.Kind.Scalars) {
        List<Double> values = parts.scalars().get(part.name());
        length = values == null ? -1 : values.size();
      } else {
        List<Long> values = parts.counts().get(part.name());
        length = values == null ? -1 : values.size();
      }
      if (length != part.kind().length()) {
        return false;
      }
    }
    return names.containsAll(parts.tensors().keySet())
        && names.containsAll(parts.scalars().keySet())
        && names.containsAll(parts.counts().keySet());
  }

  /** Whether every value is finite. */
  public static boolean finite(Parts parts) {
    return parts.tensors().values().stream().allMatch(Updates::finite)
        && parts.scalars().values().stream().flatMap(List::stream).allMatch(Double::isFinite);
  }

  /** Whether every value is finite. */
  public static boolean finite(FloatVector vector) {
    float[] chunk = new float[(int) Math.min(CHUNK, vector.length())];
    for (long at = 0; at < vector.length(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, vector.length() - at);
      vector.read(at, chunk, 0, count);
      float sum = 0;
      for (int i = 0; i < count; i++) {
        sum += chunk[i] * 0f; // NaN if any value is not finite
      }
      if (sum != 0) {
        return false;
      }
    }
    return true;
  }

  /** The Euclidean norm, in double precision. */
  public static double norm(FloatVector vector) {
    float[] chunk = new float[(int) Math.min(CHUNK, vector.length())];
    double total = 0;
    for (long at = 0; at < vector.length(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, vector.length() - at);
      vector.read(at, chunk, 0, count);
      double part = 0; // sums of sums: less rounding than one long sum
      for (int i = 0; i < count; i++) {
        part += (double) chunk[i] * chunk[i];
      }
      total += part;
    }
    return Math.sqrt(total);
  }

  /** The parts with every number inside the bounds of its part, as on a route that quantises. */
  public static Parts saturated(Parts parts, List<Part> kinds) {
    Map<String, List<Double>> scalars = new LinkedHashMap<>(parts.scalars());
    Map<String, List<Long>> counts = new LinkedHashMap<>(parts.counts());
    for (Part part : kinds) {
      if (part.kind() instanceof Part.Kind.Scalars b) {
        scalars.computeIfPresent(
            part.name(),
            (name, values) ->
                values.stream().map(v -> Math.max(b.min(), Math.min(b.max(), v))).toList());
      } else if (part.kind() instanceof Part.Kind.Counts b) {
        counts.computeIfPresent(
            part.name(),
            (name, values) -> values.stream().map(v -> Math.max(0, Math.min(b.max(), v))).toList());
      }
    }
    return new Parts(parts.tensors(), scalars, counts);
  }

  /** The parts with every tensor scaled down to the bound of its part. */
  public static Parts clipped(Parts parts, List<Part> kinds) {
    Map<String, FloatVector> tensors = new LinkedHashMap<>(parts.tensors());
    for (Part part : kinds) {
      if (part.kind() instanceof Part.Kind.Tensors bound && Double.isFinite(bound.l2Clip())) {
        tensors.computeIfPresent(
            part.name(),
            (name, values) -> {
              double norm = norm(values);
              return norm > bound.l2Clip() ? values.scaled(bound.l2Clip() / norm) : values;
            });
      }
    }
    return new Parts(tensors, parts.scalars(), parts.counts());
  }
}
