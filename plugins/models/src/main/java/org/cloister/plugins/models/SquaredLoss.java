package org.cloister.plugins.models;

/** {@code (score - target)^2 / 2}; the half makes the slope the residual. */
final class SquaredLoss implements ScoreLoss {

  @Override
  public double slopes(double[] scores, int rows, int outputs, float[] targets, float[] weights) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double residual = scores[i] - targets[i];
      double slope = weights[i] * residual;
      sum += 0.5 * slope * residual;
      scores[i] = slope;
    }
    return sum;
  }

  @Override
  public void curve(double[] scores, double[] directions, int rows, int outputs, float[] weights) {
    for (int i = 0; i < rows; i++) {
      directions[i] *= weights[i];
    }
  }

  @Override
  public void predict(double[] scores, int rows, int outputs) {
    // the score is the prediction
  }
}
