package org.cloister.plugins.networks;

/** {@code (score - target)^2 / 2} of one score. */
final class SquaredOutput implements OutputLoss {

  @Override
  public double slopes(
      float[] scores, int rows, int outputs, float[] targets, float[] weights, double scale) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double residual = (double) scores[i] - targets[i];
      sum += 0.5 * weights[i] * residual * residual;
      scores[i] = (float) (scale * weights[i] * residual);
    }
    return sum;
  }

  @Override
  public void curve(
      float[] scores, float[] directions, int rows, int outputs, float[] weights, double scale) {
    for (int i = 0; i < rows; i++) {
      directions[i] = (float) (scale * weights[i] * directions[i]);
    }
  }

  @Override
  public void predict(float[] scores, int rows, int outputs) {
    // the score is the prediction
  }
}
