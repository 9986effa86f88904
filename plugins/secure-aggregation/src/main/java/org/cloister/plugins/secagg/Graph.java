package org.cloister.plugins.secagg;

import java.util.List;

/** Who of a session masks with whom and holds shares of whom; both are mutual. */
sealed interface Graph permits CompleteGraph, RingGraph {

  /** All sites, in the order of the roster. */
  List<Integer> sites();

  /** Who holds shares of a site, in the order in which it deals them. */
  List<Integer> holders(int dealer);

  /** Where a holder is among {@link #holders}, which is the number of its share, from 0; or -1. */
  int place(int dealer, int holder);

  /** Whether these two have to do with each other. */
  default boolean joins(int one, int other) {
    return place(one, other) >= 0;
  }
}
