package org.cloister.plugins.networks;

/**
 * A loss of one example as a function of its scores, for whole batches, row by row. Stateless.
 * Scores are floats, the losses are summed as doubles.
 */
interface OutputLoss {

  /**
   * Replaces the scores by {@code scale * w * d loss / d score}, w being the weight of the row.
   *
   * @return the sum of {@code w * loss} over the rows
   */
  double slopes(
      float[] scores, int rows, int outputs, float[] targets, float[] weights, double scale);

  /**
   * Replaces the directions, changes of the scores, by {@code scale * w} times the Hessian of the
   * loss times the direction. May use up the scores.
   */
  void curve(
      float[] scores, float[] directions, int rows, int outputs, float[] weights, double scale);

  /** Replaces the scores by predictions: values, the probability of 1, or of each class. */
  void predict(float[] scores, int rows, int outputs);
}
