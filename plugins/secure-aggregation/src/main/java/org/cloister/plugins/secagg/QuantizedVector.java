package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cloister.model.Contribution;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.spi.protection.RoundingBits;

/**
 * A contribution as residues, computed as it is read, always to the same ones: each residue has
 * rounding bits of its own. Safe for any thread; one at a time computes, since the bits belong to
 * one.
 */
final class QuantizedVector implements IntVector {
  private final SpanPlan plan;
  private final List<SpanValues> values;

  private QuantizedVector(SpanPlan plan, List<SpanValues> values) {
    this.plan = plan;
    this.values = values;
  }

  /** Looks at all values once, to count those that are beyond their bounds or not finite. */
  static QuantizedVector of(Contribution in, SpanPlan plan, RoundingBits bits) {
    Rounding rounding = new Rounding(bits);
    double weight = weight(in.weight(), plan);
    Census census = new Census();
    census.see(in.weight(), plan.weight().bound());
    List<SpanValues> values = new ArrayList<>();
    values.add(SpanValues.fixed(plan.weight(), plan.grid(), rounding, weight));
    for (Span span : plan.parts()) {
      values.add(part(span, in, weight, plan, rounding, census));
    }
    values.add(
        SpanValues.fixed(plan.saturated(), plan.grid(), rounding, (double) census.saturated()));
    values.add(
        SpanValues.fixed(plan.notFinite(), plan.grid(), rounding, (double) census.notFinite()));
    return new QuantizedVector(plan, values);
  }

  /** The weight as it will be summed: the parts are multiplied by this very number. */
  private static double weight(double weight, SpanPlan plan) {
    double step = plan.weight().step();
    return Math.rint(Math.min(weight, plan.weight().bound()) / step) * step;
  }

  private static SpanValues part(
      Span span, Contribution in, double weight, SpanPlan plan, Rounding rounding, Census census) {
    double factor = span.weighted() ? weight : 1;
    String name = span.part().name();
    if (span.part().kind() instanceof Part.Kind.Tensors) {
      return TensorValues.of(span, plan.grid(), rounding, in.parts().tensor(name), factor, census);
    }
    if (span.part().kind() instanceof Part.Kind.Scalars scalars) {
      double[] clipped = new double[scalars.count()];
      for (int i = 0; i < clipped.length; i++) {
        double value = in.parts().scalars(name).get(i);
        census.see(value, scalars.min(), scalars.max());
        double finite = Double.isFinite(value) ? value : 0;
        clipped[i] = factor * Math.max(scalars.min(), Math.min(scalars.max(), finite));
      }
      return SpanValues.fixed(span, plan.grid(), rounding, clipped);
    }
    return counts(span, in.parts().counts(name), weight, plan, rounding, census);
  }

  private static SpanValues counts(
      Span span,
      List<Long> counts,
      double weight,
      SpanPlan plan,
      Rounding rounding,
      Census census) {
    long max = ((Part.Kind.Counts) span.part().kind()).max();
    long[] clipped = new long[counts.size()];
    for (int i = 0; i < clipped.length; i++) {
      clipped[i] = Math.max(0, Math.min(max, counts.get(i)));
      if (clipped[i] != counts.get(i)) {
        census.sawSaturated();
      }
    }
    if (!span.weighted()) {
      return SpanValues.counted(span, plan.grid(), clipped);
    }
    double[] weighted = Arrays.stream(clipped).mapToDouble(c -> weight * c).toArray();
    return SpanValues.fixed(span, plan.grid(), rounding, weighted);
  }

  @Override
  public long length() {
    return plan.length();
  }

  @Override
  public int modulusBits() {
    return plan.grid().modulusBits();
  }

  @Override
  public synchronized void read(long offset, long[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length());
    Objects.checkFromIndexSize(targetOffset, count, target.length);
    for (SpanValues part : values) {
      long from = Math.max(offset, part.span().start());
      long to = Math.min(offset + count, part.span().end());
      if (from < to) {
        int at = targetOffset + (int) (from - offset);
        part.read(from - part.span().start(), target, at, (int) (to - from));
      }
    }
  }

  @Override
  public String toString() {
    return "QuantizedVector[" + length() + "]";
  }
}
