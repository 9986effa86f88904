package org.cloister.plugins.models;

/**
 * Binary cross entropy from the logit {@code z}: {@code max(z, 0) - y z + log(1 + exp(-|z|))},
 * which overflows for no {@code z}.
 */
final class LogisticLoss implements ScoreLoss {
  /** Factors of at most 2, so that their product stays far below the largest double. */
  private static final int FACTORS = 512;

  @Override
  public double slopes(double[] scores, int rows, int outputs, float[] targets, float[] weights) {
    double sum = 0;
    // The logarithm of a product instead of a sum of logarithms: one call for many rows.
    double product = 1;
    for (int i = 0; i < rows; i++) {
      double z = scores[i];
      double y = targets[i];
      double weight = weights[i];
      double exp = StrictMath.exp(-Math.abs(z));
      double inverse = 1 / (1 + exp);
      scores[i] = weight * ((z < 0 ? exp * inverse : inverse) - y);
      sum += weight * ((z > 0 ? z : 0) - y * z);
      if (weight == 1) {
        product *= 1 + exp;
      } else {
        sum += weight * StrictMath.log1p(exp);
      }
      if (i % FACTORS == FACTORS - 1) {
        sum += StrictMath.log(product);
        product = 1;
      }
    }
    return sum + StrictMath.log(product);
  }

  @Override
  public void curve(double[] scores, double[] directions, int rows, int outputs, float[] weights) {
    for (int i = 0; i < rows; i++) {
      double exp = StrictMath.exp(-Math.abs(scores[i]));
      directions[i] *= weights[i] * exp / ((1 + exp) * (1 + exp));
    }
  }

  @Override
  public void predict(double[] scores, int rows, int outputs) {
    for (int i = 0; i < rows; i++) {
      double exp = StrictMath.exp(-Math.abs(scores[i]));
      scores[i] = (scores[i] < 0 ? exp : 1) / (1 + exp);
    }
  }
}
