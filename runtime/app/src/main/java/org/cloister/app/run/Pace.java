package org.cloister.app.run;

import java.util.ArrayDeque;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How fast rounds go, by the last of them: the first one pays for warming up. Not thread-safe. */
final class Pace {

  private static final int LATELY = 10;

  private final ArrayDeque<Double> seconds = new ArrayDeque<>();

  void add(double round) {
    if (seconds.size() == LATELY) {
      seconds.removeFirst();
    }
    seconds.addLast(round);
  }

  /** The mean; empty before the first round. */
  private OptionalDouble mean() {
    return seconds.stream().mapToDouble(Double::doubleValue).average();
  }

  double roundsPerSecond() {
    double mean = mean().orElse(0);
    return mean > 0 ? 1 / mean : 0;
  }

  /**
   * How long the rest takes.
   *
   * @param done rounds that are over
   * @param of how many there will be
   * @param spent seconds of the round that goes on
   */
  OptionalDouble eta(int done, OptionalInt of, double spent) {
    if (of.isEmpty() || mean().isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.max(0, (of.getAsInt() - done) * mean().getAsDouble() - spent));
  }
}
