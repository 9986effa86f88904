package org.cloister.plugins.secagg;

/**
 * What a random graph over the sites must withstand.
 *
 * @param sites how many there are, up to {@link Hypergeometric#MOST}
 * @param fewest how many of them are in the graph at least
 * @param corrupt how many work with the coordinator at most; they are chosen before the graph is
 * @param staying how many do not drop out, at least
 * @param securityBits secrets are lost with a probability of at most {@code 2^-securityBits}
 */
record GraphDemand(int sites, int fewest, int corrupt, int staying, double securityBits) {

  /** That a session which nobody disturbs ends without a sum has a probability of 2^-20. */
  static final int CORRECTNESS_BITS = 20;

  private static final double LOG_2 = StrictMath.log(2);

  /** Checks the ranges. */
  GraphDemand {
    if (fewest < 1
        || sites < fewest
        || Math.min(corrupt, staying) < 0
        || corrupt > fewest
        || staying > sites
        || !(securityBits > 0)) {
      throw new IllegalArgumentException("a graph must be demanded for some of its sites");
    }
  }

  /** How many dealers a coordinator may hide from a site: that one goes on without as many. */
  int hidden() {
    return sites - staying;
  }

  /** Two things can go wrong, each with half of the probability. */
  double logPerEvent() {
    return -(securityBits + 1) * LOG_2;
  }

  /** The least number that a site's corrupt neighbours exceed nowhere, but with that chance. */
  int mostCorruptNeighbours(int degree) {
    Hypergeometric among = new Hypergeometric(fewest, corrupt, degree);
    double limit = logPerEvent() - StrictMath.log(sites);
    int most = 0;
    while (among.logAtLeast(most + 1) > limit) {
      most++;
    }
    return most;
  }

  /** Whether every site keeps {@code threshold} neighbours, but with a probability of 2^-20. */
  boolean keeps(int degree, int threshold) {
    double limit = -CORRECTNESS_BITS * LOG_2 - StrictMath.log(sites);
    return new Hypergeometric(sites, staying, degree).logAtMost(threshold - 1) < limit;
  }

  /**
   * Whether corrupt sites and random dropouts leave the graph in one piece: to cut a ring in which
   * each site has {@code degree / 2} neighbours on either side takes two runs of as many. What a
   * coordinator that lies about dropouts could cut is no matter of chance, but of the threshold.
   */
  boolean connected(int degree) {
    int bad = corrupt + sites - staying;
    double pairs = StrictMath.log(sites) + StrictMath.log(sites - degree - 1) - LOG_2;
    double chance =
        Hypergeometric.logChoose(sites - degree, bad - degree)
            - Hypergeometric.logChoose(sites, bad);
    return bad < sites && pairs + chance < logPerEvent();
  }
}
