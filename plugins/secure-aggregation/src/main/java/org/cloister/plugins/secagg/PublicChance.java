package org.cloister.plugins.secagg;

import org.cloister.model.Bytes;

/**
 * Numbers that follow from a public seed and are otherwise as good as random: SHA-256 over the seed
 * and a counter. For what all parties draw alike; never for secrets. Belongs to one thread.
 */
final class PublicChance {
  private final Bytes seed;
  private long drawn;

  PublicChance(Bytes seed) {
    this.seed = seed;
  }

  /** Uniform from 0 to below {@code bound}, which is 1 to 2^16. */
  int below(int bound) {
    int fair = (1 << 24) / bound * bound;
    while (true) {
      Bytes block = Transcript.of("chance").add(seed).add(drawn++).finish();
      int value = ((block.at(0) & 0xff) << 16) | ((block.at(1) & 0xff) << 8) | (block.at(2) & 0xff);
      if (value < fair) {
        return value % bound;
      }
    }
  }
}
