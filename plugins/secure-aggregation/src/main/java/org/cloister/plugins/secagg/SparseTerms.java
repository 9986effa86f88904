package org.cloister.plugins.secagg;

import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;

/**
 * What a session on a sparse graph goes by. No party is told these numbers: each computes them from
 * the size of the roster and the settings of the job, and takes no others.
 *
 * @param degree how many neighbours a site has
 * @param threshold how many of them it takes to learn one of its secrets
 * @param survivors how many sites go on at least. As many as are left with the dropouts that the
 *     settings provide for: the guarantee of a degree holds for no more of them, and a coordinator
 *     that could leave out others at will would choose whose sum it learns
 * @param withheld how many sites the draw of the graph goes on without at most
 */
record SparseTerms(int degree, int threshold, int survivors, int withheld) {

  /** With more the lists of a session would not go into one message. */
  static final int MOST_SITES = Hypergeometric.MOST;

  static final int SECURITY_BITS = 40;

  /**
   * A coordinator may draw 2^10 graphs before it finds one it likes. A draw that it breaks off
   * counts, and nobody counts them: after 2^20 of them the chance is 2^-30.
   */
  static final int REPEATED_SESSIONS_BITS = 10;

  /** With fewer a handful of sites could surround another whatever chance says. */
  static final int FEWEST_NEIGHBOURS = 24;

  /** Checks the ranges. */
  SparseTerms {
    if (degree < 2
        || degree % 2 != 0
        || threshold < 1
        || threshold > degree
        || survivors <= degree
        || withheld < 0) {
      throw new IllegalArgumentException("a ring must have an even degree below its length");
    }
  }

  private static final double LEAST_SHARE = 0.01;
  private static final double MOST_SHARE = 0.33;
  private static final double DEFAULT_CORRUPT = 0.05;
  private static final double DEFAULT_DROPOUT = 0.1;
  private static final int SITES_A_WITHHELD = 200;

  /** Keeps decimal fractions on their side of a whole number. */
  private static final double SMALL = 1e-9;

  static void requireKnown(Settings settings) {
    corrupt(settings);
    dropout(settings);
  }

  private static double corrupt(Settings settings) {
    return settings.number("corrupt", DEFAULT_CORRUPT, LEAST_SHARE, MOST_SHARE);
  }

  private static double dropout(Settings settings) {
    return settings.number("dropout", DEFAULT_DROPOUT, LEAST_SHARE, MOST_SHARE);
  }

  /**
   * The terms of that many sites.
   *
   * @throws CloisterException {@link ErrorCode#PROTECTION_REFUSED} if no sparse graph over them
   *     withstands what the settings demand
   */
  static SparseTerms of(int sites, Settings settings) {
    requireKnown(settings);
    CloisterException.require(
        sites <= MOST_SITES,
        ErrorCode.PROTECTION_REFUSED,
        "A session must have at most " + MOST_SITES + " sites, was " + sites + ".");
    int corrupt = (int) StrictMath.ceil(corrupt(settings) * sites - SMALL);
    int survivors = sites - (int) StrictMath.floor(dropout(settings) * sites + SMALL);
    int withheld = (sites + SITES_A_WITHHELD - 1) / SITES_A_WITHHELD;
    double bits = SECURITY_BITS + REPEATED_SESSIONS_BITS + grindingBits(sites, withheld);
    Optional<GraphFinder.Found> found =
        survivors > corrupt
            ? GraphFinder.LYING.find(
                new GraphDemand(sites, survivors, corrupt, survivors, bits), FEWEST_NEIGHBOURS)
            : Optional.empty();
    return found
        .map(f -> new SparseTerms(f.degree(), f.threshold(), survivors, withheld))
        .orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.PROTECTION_REFUSED,
                    "No graph over "
                        + sites
                        + " sites withstands as many corrupt sites and dropouts; set corrupt or dropout lower, or join more sites."));
  }

  /**
   * What a coordinator gains by choosing which of the openings it hides: one graph for each choice,
   * {@code log2} of the number of choices.
   */
  static double grindingBits(int sites, int withheld) {
    double choices = 0;
    for (int i = 0; i <= withheld; i++) {
      choices += StrictMath.exp(Hypergeometric.logChoose(sites, i));
    }
    return StrictMath.log(choices) / StrictMath.log(2);
  }
}
