package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.spi.protection.QuantizationPlan;

/**
 * The whole vector: the weight, the parts in their order, then how many values of the site were
 * beyond their bounds and how many were not finite.
 */
record SpanPlan(Grid grid, Span weight, List<Span> parts, Span saturated, Span notFinite) {
  static final String SATURATED = "quantizer-saturated";
  static final String NOT_FINITE = "quantizer-not-finite";

  /** Weights are kept to a millionth. */
  private static final double WEIGHT_STEP = 0x1p-20;

  private static final Part WEIGHT =
      Part.plain("weight", new Part.Kind.Scalars(1, 0, 1, WEIGHT_STEP));

  static SpanPlan of(QuantizationPlan plan) {
    return of(plan.parts(), plan.participants(), plan.maxWeight(), plan.settings());
  }

  static SpanPlan of(List<Part> parts, int sites, double maxWeight, Settings settings) {
    settings.requireOnly("ring-bits", "value-bits", "bound", "noise-deviation");
    long values = parts.stream().mapToLong(part -> part.kind().length()).sum();
    // Numbers of several digits make it a little longer; the margin hardly feels that.
    Grid grid = Grid.of(sites, Math.max(1, 4 * (values + 3)), settings);
    CloisterException.require(
        maxWeight < 0x1p52 && grid.digitBits() >= 1,
        ErrorCode.PROTECTION_REFUSED,
        "max-weight must be less than 2^52, was " + maxWeight + ".");
    Span weight = Span.exact(WEIGHT, 0, maxWeight, WEIGHT_STEP, maxWeight, sites, grid);
    List<Span> spans = new ArrayList<>();
    long at = weight.end();
    for (Part part : parts) {
      boolean weighted = part.weighting() == Part.Weighting.BY_WEIGHT;
      Span span = span(part, at, weighted ? maxWeight : 1, sites, settings, grid);
      spans.add(span);
      at = span.end();
    }
    long most = values + 1;
    Span saturated = count(SATURATED, at, most, sites, grid);
    Span notFinite = count(NOT_FINITE, saturated.end(), most, sites, grid);
    return new SpanPlan(grid, weight, List.copyOf(spans), saturated, notFinite);
  }

  private static Span span(
      Part part, long at, double factor, int sites, Settings settings, Grid grid) {
    if (part.kind() instanceof Part.Kind.Tensors tensors) {
      double bound = bound(part, tensors, settings);
      return Span.rounded(part, at, bound, bound * factor, grid);
    }
    if (part.kind() instanceof Part.Kind.Scalars scalars) {
      double bound = Math.max(Math.abs(scalars.min()), Math.abs(scalars.max()));
      return Span.exact(part, at, bound, scalars.resolution(), bound * factor, sites, grid);
    }
    double max = (double) ((Part.Kind.Counts) part.kind()).max();
    return Span.exact(part, at, max, 1, max * factor, sites, grid);
  }

  /** A bound on each value: that on the norm of all of them is one, too. */
  private static double bound(Part part, Part.Kind.Tensors tensors, Settings settings) {
    double given = settings.positive("bound", Double.POSITIVE_INFINITY);
    double bound = Math.min(given, tensors.l2Clip());
    CloisterException.require(
        Double.isFinite(bound),
        ErrorCode.PROTECTION_REFUSED,
        "Part "
            + part.name()
            + " must have a bound to be quantised, and has none; give the job a clip-norm, or the quantizer a bound on each value.");
    CloisterException.require(
        bound >= Float.MIN_NORMAL,
        ErrorCode.PROTECTION_REFUSED,
        "The bound on part "
            + part.name()
            + " must be at least "
            + Float.MIN_NORMAL
            + ", was "
            + bound
            + ": values are single-precision, and nothing would be left of them.");
    return bound;
  }

  private static Span count(String name, long at, long most, int sites, Grid grid) {
    Part part = Part.plain(name, new Part.Kind.Counts(1, most));
    return Span.exact(part, at, (double) most, 1, (double) most, sites, grid);
  }

  long length() {
    return notFinite.end();
  }
}
