package org.cloister.plugins.networks;

/**
 * Cross entropy of the softmax, {@code log(sum_k exp(z_k)) - z_y}, with the largest score taken
 * off.
 */
final class SoftmaxOutput implements OutputLoss {

  @Override
  public double slopes(
      float[] scores, int rows, int outputs, float[] targets, float[] weights, double scale) {
    double sum = 0;
    for (int i = 0, at = 0; i < rows; i++, at += outputs) {
      int target = (int) targets[i];
      if (target != targets[i] || target < 0 || target >= outputs) {
        throw new IllegalArgumentException(
            "each target must be a class from 0 to " + (outputs - 1) + ", was another value");
      }
      double ofTarget = scores[at + target];
      sum += weights[i] * (normalise(scores, at, outputs) - ofTarget);
      scores[at + target] -= 1;
      float factor = (float) (scale * weights[i]);
      for (int k = at; k < at + outputs; k++) {
        scores[k] *= factor;
      }
    }
    return sum;
  }

  @Override
  public void curve(
      float[] scores, float[] directions, int rows, int outputs, float[] weights, double scale) {
    for (int i = 0, at = 0; i < rows; i++, at += outputs) {
      normalise(scores, at, outputs);
      double mean = 0;
      for (int k = at; k < at + outputs; k++) {
        mean += (double) scores[k] * directions[k];
      }
      for (int k = at; k < at + outputs; k++) {
        directions[k] = (float) (scale * weights[i] * scores[k] * (directions[k] - mean));
      }
    }
  }

  @Override
  public void predict(float[] scores, int rows, int outputs) {
    for (int i = 0; i < rows; i++) {
      normalise(scores, i * outputs, outputs);
    }
  }

  /** Replaces the scores of a row by probabilities; the logarithm of the sum of exponentials. */
  private static double normalise(float[] scores, int at, int outputs) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = at; k < at + outputs; k++) {
      max = Math.max(max, scores[k]);
    }
    double sum = 0;
    for (int k = at; k < at + outputs; k++) {
      double exp = StrictMath.exp((double) scores[k] - max);
      scores[k] = (float) exp;
      sum += exp;
    }
    for (int k = at; k < at + outputs; k++) {
      scores[k] = (float) (scores[k] / sum);
    }
    return max + StrictMath.log(sum);
  }
}
