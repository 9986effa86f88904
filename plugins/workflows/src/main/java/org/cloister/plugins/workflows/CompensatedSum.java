package org.cloister.plugins.workflows;

/**
 * A sum whose rounding error does not grow with the number of terms (Neumaier 1974): the variance
 * is a small difference of two large sums. Belongs to one thread.
 */
final class CompensatedSum {
  private double sum;
  private double lost;

  void add(double term) {
    double next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }

  double value() {
    return sum + lost;
  }
}
