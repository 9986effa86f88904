package org.cloister.port;

/**
 * How exactly a site's number of examples counts on a route with sums. A number that stays the same
 * can be computed from the sums of two rounds if one site is in only one of them; so either it is
 * no secret, or a site is part of such sums only where that cannot be.
 */
public enum WeightPrecision {
  /**
   * As it is. A site then is in a sum only together with the same sites as before, or with so
   * different ones that no difference tells of fewer than three; so with few sites nobody may drop
   * out.
   */
  EXACT,

  /**
   * As the nearest power of two, which whoever subtracts the sums of two rounds may know. Sites may
   * drop out as they like.
   */
  BUCKET;

  /** The weight of a site with so many examples, 0 or more. */
  public double of(long examples) {
    if (this == EXACT || examples < 1) {
      return examples;
    }
    long below = Long.highestOneBit(examples);
    // Nearest by ratio: the border between two powers is their geometric mean.
    return (double) examples / below < Math.sqrt(2) ? below : 2.0 * below;
  }
}
