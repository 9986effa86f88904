package org.cloister.tck;

import java.util.List;
import org.cloister.model.Contribution;
import org.cloister.model.Part;
import org.cloister.model.SummedUpdate;

/** Compares a sum with the contributions that it should stand for. */
final class QuantizerSums {

  private QuantizerSums() {}

  /** Whether counts are equal and all else differs by no more than a share of its range. */
  static boolean near(
      SummedUpdate sum, List<Contribution> contributions, List<Part> parts, double tolerance) {
    double weights = contributions.stream().mapToDouble(Contribution::weight).sum();
    boolean near =
        sum.participants() == contributions.size()
            && Math.abs(sum.weightSum() - weights) <= tolerance * weights;
    for (Part part : parts) {
      double scale = part.weighting() == Part.Weighting.BY_WEIGHT ? weights : contributions.size();
      for (int i = 0; i < part.kind().length(); i++) {
        double expected = 0;
        for (Contribution c : contributions) {
          double weight = part.weighting() == Part.Weighting.BY_WEIGHT ? c.weight() : 1;
          expected += weight * value(c.parts(), part, i);
        }
        double bound = tolerance * range(part) * scale;
        near &= Math.abs(value(sum.sums(), part, i) - expected) <= bound;
      }
    }
    return near;
  }

  private static double range(Part part) {
    if (part.kind() instanceof Part.Kind.Tensors tensors) {
      return tensors.l2Clip();
    }
    return part.kind() instanceof Part.Kind.Scalars scalars ? scalars.max() - scalars.min() : 0;
  }

  private static double value(org.cloister.model.Parts values, Part part, int i) {
    if (part.kind() instanceof Part.Kind.Tensors) {
      return values.tensor(part.name()).toArray()[i];
    }
    return part.kind() instanceof Part.Kind.Scalars
        ? values.scalars(part.name()).get(i)
        : values.counts(part.name()).get(i);
  }
}
