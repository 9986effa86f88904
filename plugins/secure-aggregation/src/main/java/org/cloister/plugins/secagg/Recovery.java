package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose secrets can be put together from whose answers.
 *
 * @param dealt who dealt what to whom
 * @param survivors whose inputs are to be summed
 * @param threshold how many shares it takes
 */
record Recovery(Dealt dealt, Set<Integer> survivors, int threshold) {

  /** Copies the set. */
  Recovery {
    survivors = Set.copyOf(survivors);
  }

  /**
   * Whether a secret of this dealer is in the sum: its own mask, or one that it has with others.
   */
  boolean needed(int dealer) {
    return survivors.contains(dealer)
        || dealt.graph().holders(dealer).stream().anyMatch(survivors::contains);
  }

  /** Those of {@code consenting} who will reveal: enough of their neighbours consent as well. */
  Set<Integer> convinced(Set<Integer> consenting) {
    Set<Integer> convinced = new TreeSet<>();
    for (int site : consenting) {
      if (holders(site, consenting).size() >= threshold) {
        convinced.add(site);
      }
    }
    return convinced;
  }

  /** Whether these have enough shares of every secret that is needed. */
  boolean possible(Set<Integer> revealing) {
    if (revealing.size() < threshold) {
      return false;
    }
    for (int dealer : dealt.shares().keySet()) {
      if (needed(dealer) && holders(dealer, revealing).size() < threshold) {
        return false;
      }
    }
    return true;
  }

  /** Of {@code sites} those who hold shares of {@code dealer}, in the order of the shares. */
  List<Integer> holders(int dealer, Set<Integer> sites) {
    return dealt.graph().holders(dealer).stream().filter(sites::contains).toList();
  }
}
