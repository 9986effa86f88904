package org.cloister.model;

import java.util.List;

/**
 * What the coordinator has on a sum route, and all that a {@link Part.Weighting sum} needs on any
 * route.
 *
 * @param base the version of the model that the contributions were computed from
 * @param weightSum the sum of the weights; at least 0
 * @param participants how many contributions were summed; at least 1
 * @param sums the sum of each part: of {@code weight_i * value_i} or of {@code value_i}, as the
 *     part says
 */
public record SummedUpdate(Digest base, double weightSum, int participants, Parts sums) {

  /** Checks counts. */
  public SummedUpdate {
    CloisterException.require(
        participants >= 1 && weightSum >= 0,
        ErrorCode.ROUND_VOID,
        "A sum needs at least 1 participant and a weight of at least 0, were "
            + participants
            + " and "
            + weightSum
            + ".");
  }

  /** The weighted mean of a tensor part that is weighted. A view: nothing is copied. */
  public FloatVector mean(String part) {
    return sums.tensor(part).scaled(1 / positiveWeight());
  }

  /** The weighted mean of the first value of a scalar part that is weighted. */
  public double meanScalar(String part) {
    return sums.scalar(part) / positiveWeight();
  }

  /** The weighted means of a scalar part that is weighted. */
  public List<Double> meanScalars(String part) {
    double weight = positiveWeight();
    return sums.scalars(part).stream().map(sum -> sum / weight).toList();
  }

  private double positiveWeight() {
    CloisterException.require(
        weightSum > 0,
        ErrorCode.ROUND_VOID,
        "A mean needs a weight greater than 0; every contribution had weight 0.");
    return weightSum;
  }
}
