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
    int threshold(int degree, int corrupt, int hidden) {
      return Math.max(2, corrupt + 1);
    }
  },

  /**
   * It tells neighbours different things about who dropped out: {@code 2t > k + c}, so that the
   * honest neighbours of a site are too few for shares of both kinds.
   */
  SEMI_MALICIOUS {
    @Override
    int threshold(int degree, int corrupt, int hidden) {
      return Math.max(2, (degree + corrupt) / 2 + 1);
    }
  },

  /**
   * Beyond that it says who dropped out with the graph before its eyes, and whom it likes to whom
   * it likes: {@code 3t > 2(k + c)}; and it hides dealers from some sites, so that they do not mask
   * with them, but no more than {@code h}: {@code t - c > h}.
   *
   * <p><b>Assumed.</b> Sites are corrupt before the draw, and each honest one has at most {@code c}
   * of them among its {@code k} neighbours; signatures, digests and sealing hold; a site signs one
   * set of survivors, together with the draw and its list of dealers, and reveals once, for that
   * set, after {@code t} neighbours in it signed it. From {@code t <= k} follows {@code c < k / 2}.
   *
   * <p><b>Why.</b> (1) Shares of both kinds of an honest site would take {@code 2(t - c)} of its at
   * most {@code k - c} honest neighbours, and {@code 2t > k + c}. Whose key is learned was declared
   * dead by {@code t - c} honest neighbours, so that it lacks the {@code t} that would make it
   * reveal. (2) Let {@code a} reveal, let its own mask be learned, and let {@code b} be the next on
   * the ring who reveals, {@code d} sites further. At most {@code k - t} honest neighbours of
   * {@code a} reveal nothing, so {@code d < k / 2}. If {@code b} signed other survivors, the
   * signers of the two are different ones among {@code k + d} sites, but for the corrupt: {@code d
   * >= 2t - k - c}; and {@code d <= k - t + c}. Both hold only for {@code 3t <= 2(k + c)}. (3) Let
   * {@code v} be in a sum that is learned. {@code t - c} of its honest neighbours reveal for it,
   * and at most {@code h} of them were hidden from its list of dealers; so it masks with one of
   * them, whose key stays secret, and which therefore is in the sum too. By (2) so is the next on
   * the ring, for the same survivors, and so on all around. (4) Every honest one of those survivors
   * has such a site within {@code k / 2} and masks with it, so it is in that sum; and nobody else
   * is.
   */
  LYING {
    @Override
    int threshold(int degree, int corrupt, int hidden) {
      return Math.max(2 * (degree + corrupt) / 3, corrupt + hidden) + 1;
    }
  };

  /**
   * A way to join the sites.
   *
   * @param degree how many neighbours each has; even
   * @param threshold how many of them it takes to put a secret together
   */
  record Found(int degree, int threshold) {}

  /**
   * The least threshold.
   *
   * @param corrupt how many of a site's neighbours are, at most
   * @param hidden how many dealers a site may miss at most
   */
  abstract int threshold(int degree, int corrupt, int hidden);

  /** The least degree from {@code least} on; none if the sites are too few for that demand. */
  Optional<Found> find(GraphDemand demand, int least) {
    for (int degree = least + least % 2; degree < demand.fewest() - 1; degree += 2) {
      if (demand.connected(degree)) {
        int threshold = threshold(degree, demand.mostCorruptNeighbours(degree), demand.hidden());
        if (threshold <= degree && demand.keeps(degree, threshold)) {
          return Optional.of(new Found(degree, threshold));
        }
      }
    }
    return Optional.empty();
  }
}
