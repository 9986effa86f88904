package org.cloister.plugins.networks;

/** Binary cross entropy from one logit: {@code max(z, 0) - y z + log(1 + exp(-|z|))}. */
final class SigmoidOutput implements OutputLoss {

  @Override
  public double slopes(
      float[] scores, int rows, int outputs, float[] targets, float[] weights, double scale) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double z = scores[i];
      double exp = StrictMath.exp(-Math.abs(z));
      double probability = (z < 0 ? exp : 1) / (1 + exp);
      sum += weights[i] * (Math.max(z, 0) - targets[i] * z + StrictMath.log1p(exp));
      scores[i] = (float) (scale * weights[i] * (probability - targets[i]));
    }
    return sum;
  }

  @Override
  public void curve(
      float[] scores, float[] directions, int rows, int outputs, float[] weights, double scale) {
    for (int i = 0; i < rows; i++) {
      double exp = StrictMath.exp(-Math.abs((double) scores[i]));
      directions[i] = (float) (scale * weights[i] * directions[i] * exp / ((1 + exp) * (1 + exp)));
    }
  }

  @Override
  public void predict(float[] scores, int rows, int outputs) {
    for (int i = 0; i < rows; i++) {
      double exp = StrictMath.exp(-Math.abs((double) scores[i]));
      scores[i] = (float) ((scores[i] < 0 ? exp : 1) / (1 + exp));
    }
  }
}
