package org.cloister.samples.heartdisease;

import java.util.SplittableRandom;

/**
 * Draws that give the same bits on every machine: only {@code nextDouble} of the generator, whose
 * algorithm is fixed, and {@link StrictMath}.
 */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** True with the probability {@code p}. */
  boolean happens(double p) {
    return random.nextDouble() < p;
  }

  /** A normal draw by Box and Muller (1958). */
  double normal(double mean, double deviation) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return mean + deviation * radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  /** A normal draw, rounded and kept from {@code min} to {@code max}. */
  int whole(double mean, double deviation, int min, int max) {
    return (int) Math.max(min, Math.min(max, StrictMath.rint(normal(mean, deviation))));
  }

  /** An index, drawn with the given shares, which sum to 1. */
  int pick(double... shares) {
    double left = random.nextDouble();
    int last = shares.length - 1;
    for (int i = 0; i < last; i++) {
      left -= shares[i];
      if (left < 0) {
        return i;
      }
    }
    return last;
  }
}
