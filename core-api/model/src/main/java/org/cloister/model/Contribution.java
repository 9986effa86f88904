package org.cloister.model;

/**
 * Everything one site gives to one sum.
 *
 * @param base the version of the model that it was computed from
 * @param weight the site's weight, 0 or more and finite; on a sum route it is a value of the masked
 *     vector like any other
 * @param parts the values, unweighted
 */
public record Contribution(Digest base, double weight, Parts parts) {
  /** Checks the weight. */
  public Contribution {
    CloisterException.require(
        Double.isFinite(weight) && weight >= 0,
        ErrorCode.NOT_FINITE,
        "A contribution's weight must be finite and at least 0.");
  }
}
