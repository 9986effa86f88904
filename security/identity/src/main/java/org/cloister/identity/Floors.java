package org.cloister.identity;

/**
 * The least that a federation's parties agreed to go along with in secure aggregation. Each site
 * holds every session to it, by the descriptor that it signed and whatever a coordinator says.
 *
 * @param sites on the roster of a session
 * @param threshold how many survivors it must take to learn a sum
 * @param survivors whose values are in a sum
 */
public record Floors(int sites, int threshold, int survivors) {
  /** With two sites each would learn the other's values from the sum. */
  public static final int LEAST = 3;

  /** What holds where a descriptor says nothing. */
  public static final Floors DEFAULT = new Floors(LEAST, LEAST, LEAST);

  /** Checks the ranges: each from {@value #LEAST} to {@value Federation#MAX_MEMBERS}. */
  public Floors {
    for (int floor : new int[] {sites, threshold, survivors}) {
      Federation.require(
          floor >= LEAST && floor <= Federation.MAX_MEMBERS,
          "its floors must be from " + LEAST + " to " + Federation.MAX_MEMBERS + ", was " + floor);
    }
  }
}
