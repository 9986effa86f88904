package org.cloister.plugins.secagg;

import java.util.Collections;
import java.util.List;

/** Everyone holds shares of everyone, itself included. */
record CompleteGraph(List<Integer> sites) implements Graph {

  /** Takes sites in the order of the roster; copies the list. */
  CompleteGraph {
    sites = List.copyOf(sites);
  }

  @Override
  public List<Integer> holders(int dealer) {
    return sites;
  }

  @Override
  public int place(int dealer, int holder) {
    return Math.max(-1, Collections.binarySearch(sites, holder));
  }
}
