package org.cloister.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The values of parts by name. A name stands in exactly one of the three maps, that of its {@link
 * Part.Kind}.
 *
 * @param tensors values of {@link Part.Kind.Tensors}
 * @param scalars values of {@link Part.Kind.Scalars}
 * @param counts values of {@link Part.Kind.Counts}
 */
public record Parts(
    Map<String, FloatVector> tensors,
    Map<String, List<Double>> scalars,
    Map<String, List<Long>> counts) {

  private static final Parts NONE = new Parts(Map.of(), Map.of(), Map.of());

  /** Copies the maps; iteration is by name. */
  public Parts {
    tensors = java.util.Collections.unmodifiableMap(new TreeMap<>(tensors));
    scalars = sorted(scalars);
    counts = sorted(counts);
  }

  private static <T> Map<String, List<T>> sorted(Map<String, List<T>> source) {
    TreeMap<String, List<T>> copy = new TreeMap<>();
    source.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    return java.util.Collections.unmodifiableMap(copy);
  }

  /** No parts. */
  public static Parts none() {
    return NONE;
  }

  /** A single tensor part. */
  public static Parts ofTensor(String name, FloatVector values) {
    return new Parts(Map.of(name, values), Map.of(), Map.of());
  }

  /** A single scalar part. */
  public static Parts ofScalars(String name, double... values) {
    return new Parts(
        Map.of(), Map.of(name, java.util.Arrays.stream(values).boxed().toList()), Map.of());
  }

  /** A single count part. */
  public static Parts ofCounts(String name, long... values) {
    return new Parts(
        Map.of(), Map.of(), Map.of(name, java.util.Arrays.stream(values).boxed().toList()));
  }

  /** These parts and those of {@code other}, which win where a name stands in both. */
  public Parts with(Parts other) {
    Map<String, FloatVector> t = new TreeMap<>(tensors);
    Map<String, List<Double>> s = new TreeMap<>(scalars);
    Map<String, List<Long>> c = new TreeMap<>(counts);
    t.putAll(other.tensors);
    s.putAll(other.scalars);
    c.putAll(other.counts);
    return new Parts(t, s, c);
  }

  /** The tensor part of that name. */
  public FloatVector tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), () -> "no tensor part named " + name);
  }

  /** The scalar part of that name. */
  public List<Double> scalars(String name) {
    return Objects.requireNonNull(scalars.get(name), () -> "no scalar part named " + name);
  }

  /** The first value of the scalar part of that name. */
  public double scalar(String name) {
    return scalars(name).get(0);
  }

  /** The count part of that name. */
  public List<Long> counts(String name) {
    return Objects.requireNonNull(counts.get(name), () -> "no count part named " + name);
  }
}
