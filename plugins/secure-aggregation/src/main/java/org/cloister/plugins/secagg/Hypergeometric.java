package org.cloister.plugins.secagg;

/**
 * How many marked ones are among {@code drawn} of {@code population}, drawn without putting back.
 * Probabilities are natural logarithms and every term is summed: tails of 2^-100 are as exact as
 * those near 1, and equal on every machine.
 *
 * @param population 1 to {@value #MOST}
 * @param marked 0 to {@code population}
 * @param drawn 0 to {@code population}
 */
record Hypergeometric(int population, int marked, int drawn) {
  static final int MOST = 1000;

  private static final double[] LOG_FACTORIALS = new double[MOST + 1];

  static {
    for (int i = 2; i <= MOST; i++) {
      LOG_FACTORIALS[i] = LOG_FACTORIALS[i - 1] + StrictMath.log(i);
    }
  }

  /** Checks the ranges. */
  Hypergeometric {
    if (population < 1
        || population > MOST
        || Math.min(marked, drawn) < 0
        || Math.max(marked, drawn) > population) {
      throw new IllegalArgumentException("a draw must be from 1 to " + MOST + " and within it");
    }
  }

  /** The logarithm of "{@code some} out of {@code all}"; minus infinity where there is no way. */
  static double logChoose(int all, int some) {
    return some < 0 || some > all
        ? Double.NEGATIVE_INFINITY
        : LOG_FACTORIALS[all] - LOG_FACTORIALS[some] - LOG_FACTORIALS[all - some];
  }

  /** {@code log P(X >= least)}. */
  double logAtLeast(int least) {
    return logSum(Math.max(0, least), Math.min(drawn, marked));
  }

  /** {@code log P(X <= most)}. */
  double logAtMost(int most) {
    return logSum(Math.max(0, drawn + marked - population), Math.min(most, drawn));
  }

  private double logExactly(int count) {
    return logChoose(marked, count)
        + logChoose(population - marked, drawn - count)
        - logChoose(population, drawn);
  }

  private double logSum(int from, int to) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i <= to; i++) {
      greatest = Math.max(greatest, logExactly(i));
    }
    if (greatest == Double.NEGATIVE_INFINITY) {
      return greatest;
    }
    double sum = 0;
    for (int i = from; i <= to; i++) {
      sum += StrictMath.exp(logExactly(i) - greatest);
    }
    return greatest + StrictMath.log(sum);
  }
}
