package org.cloister.plugins.secagg;

import java.util.Optional;

/**
 * The least degree of a random ring lattice, and the threshold for the shares of a site among its
 * neighbours: J. Bell et al., "Secure Single-Server Aggregation with (Poly)Logarithmic Overhead",
 * CCS 2020, sections 3 and 4, with tails that are summed and not bounded.
 */
enum GraphFinder {
  /** The coordinator keeps to the protocol: more shares than corrupt neighbours have. */
  CURIOUS {
    @Override
    int threshold(int degree, int corrupt) {
      return Math.max(2, corrupt + 1);
    }
  },

  /**
   * It tells neighbours different things about who dropped out: {@code 2t > k + c}, so that the
   * honest neighbours of a site are too few for shares of both kinds.
   */
  SEMI_MALICIOUS {
    @Override
    int threshold(int degree, int corrupt) {
      return Math.max(2, (degree + corrupt) / 2 + 1);
    }
  },

  /**
   * Beyond that it says who dropped out with the graph before its eyes, and whom it likes to whom
   * it likes: {@code 3t > 2(k + c)}.
   *
   * <p><b>Why.</b> A site reveals shares only if {@code t} of its neighbours signed the same
   * survivors. (1) Because of {@code 2t > k + c} no secret of an honest site is revealed in both
   * kinds, and nobody who is declared dead reveals anything. (2) Let {@code a} be an honest site
   * whose own mask is revealed, and {@code b} the next on the ring who reveals for other survivors.
   * Their signers are {@code 2t} honest ones or corrupt, among {@code k + d} sites around the two
   * and twice the corrupt that both know, with {@code d} sites between them that reveal nothing,
   * but for the corrupt ones: {@code d >= 2t - k - c}. Of those {@code d}, at most {@code k - t}
   * are honest, or {@code a} would lack the shares of its own mask: {@code d <= k - t + c}. Both
   * hold only for {@code 3t <= 2(k + c)}. (3) A run of {@code k / 2} such sites cannot be either,
   * by the same count. So all around the ring it is the same survivors, and everyone of them is in
   * the one sum that can be learned.
   */
  LYING {
    @Override
    int threshold(int degree, int corrupt) {
      return 2 * (degree + corrupt) / 3 + 1;
    }
  };

  /**
   * A way to join the sites.
   *
   * @param degree how many neighbours each has; even
   * @param threshold how many of them it takes to put a secret together
   */
  record Found(int degree, int threshold) {}

  /** The least threshold where a site has {@code corrupt} corrupt ones of {@code degree}. */
  abstract int threshold(int degree, int corrupt);

  /** The least degree from {@code least} on; none if the sites are too few for that demand. */
  Optional<Found> find(GraphDemand demand, int least) {
    for (int degree = least + least % 2; degree < demand.fewest() - 1; degree += 2) {
      if (demand.connected(degree)) {
        int threshold = threshold(degree, demand.mostCorruptNeighbours(degree));
        if (threshold <= degree && demand.keeps(degree, threshold)) {
          return Optional.of(new Found(degree, threshold));
        }
      }
    }
    return Optional.empty();
  }
}
