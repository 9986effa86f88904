package org.cloister.engine.data;

import java.util.SplittableRandom;

/** Random orders. */
final class Permutations {
  private Permutations() {}

  /** The numbers 0 to {@code n - 1} in random order (Fisher and Yates; Durstenfeld 1964). */
  static int[] shuffled(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
