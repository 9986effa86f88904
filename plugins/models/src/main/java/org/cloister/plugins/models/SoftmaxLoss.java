package org.cloister.plugins.models;

/**
 * Cross entropy of the softmax, {@code log(sum_k exp(z_k)) - z_y}, with the largest score taken
 * off.
 */
final class SoftmaxLoss implements ScoreLoss {

  @Override
  public double slopes(double[] scores, int rows, int outputs, float[] targets, float[] weights) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      int target = (int) targets[i];
      if (target != targets[i] || target < 0 || target >= outputs) {
        throw new IllegalArgumentException(
            "each target must be a class from 0 to " + (outputs - 1) + ", was another value");
      }
      double weight = weights[i];
      double ofTarget = scores[target * rows + i];
      double logSum = normalise(scores, i, rows, outputs);
      sum += weight * (logSum - ofTarget);
      scores[target * rows + i] -= 1;
      for (int at = i; at < outputs * rows; at += rows) {
        scores[at] *= weight;
      }
    }
    return sum;
  }

  @Override
  public void curve(double[] scores, double[] directions, int rows, int outputs, float[] weights) {
    predict(scores, rows, outputs);
    for (int i = 0; i < rows; i++) {
      double mean = 0;
      for (int at = i; at < outputs * rows; at += rows) {
        mean += scores[at] * directions[at];
      }
      for (int at = i; at < outputs * rows; at += rows) {
        directions[at] = weights[i] * scores[at] * (directions[at] - mean);
      }
    }
  }

  @Override
  public void predict(double[] scores, int rows, int outputs) {
    for (int i = 0; i < rows; i++) {
      normalise(scores, i, rows, outputs);
    }
  }

  /** Replaces the scores of a row by probabilities; the logarithm of the sum of exponentials. */
  private static double normalise(double[] scores, int row, int rows, int outputs) {
    double max = Double.NEGATIVE_INFINITY;
    for (int at = row; at < outputs * rows; at += rows) {
      max = Math.max(max, scores[at]);
    }
    double sum = 0;
    for (int at = row; at < outputs * rows; at += rows) {
      scores[at] = StrictMath.exp(scores[at] - max);
      sum += scores[at];
    }
    for (int at = row; at < outputs * rows; at += rows) {
      scores[at] /= sum;
    }
    return max + StrictMath.log(sum);
  }
}
