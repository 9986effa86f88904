package org.cloister.plugins.models;

/**
 * A loss of one example as a function of its scores. Works on whole batches, so that one virtual
 * call pays for all rows; the scores stand output by output, {@code scores[output * rows + row]}.
 * Stateless. Only arithmetic and {@link StrictMath}: the same bits on every machine.
 */
interface ScoreLoss {

  /**
   * Replaces the scores by {@code w * d loss / d score}, w being the weight of the row.
   *
   * @param weights one a row
   * @return the sum of {@code w * loss} over the rows
   */
  double slopes(double[] scores, int rows, int outputs, float[] targets, float[] weights);

  /**
   * Replaces the directions, changes of the scores, by w times the Hessian of the loss times the
   * direction.
   */
  void curve(double[] scores, double[] directions, int rows, int outputs, float[] weights);

  /** Replaces the scores by predictions: values, the probability of 1, or of each class. */
  void predict(double[] scores, int rows, int outputs);
}
