package org.cloister.plugins.models;

import java.util.Arrays;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.PerExampleNorms;

/**
 * Loss, gradient, exact norms and exact Hessian products of scores that are affine in the features.
 * Sums in double precision; allocates nothing a step.
 *
 * <p>With the slopes {@code r_k} of an example's loss in its scores, its gradient is {@code r_k *
 * (x, 1)} for output {@code k}, plus {@code l2 * weights}; all closed forms here follow from that.
 */
final class AffineSession implements PerExampleNorms, HessianProducts {
  private final ScoreLoss loss;
  private final int features;
  private final int outputs;
  private final double l2;
  private final int maxBatch;
  private final int length;

  private final double[] w;
  private final double[] scores;
  private final double[] directions;
  private final double[] sums;
  private final float[] ones;

  AffineSession(ScoreLoss loss, int features, int outputs, double l2, int maxBatch) {
    this.loss = loss;
    this.features = features;
    this.outputs = outputs;
    this.l2 = l2;
    this.maxBatch = maxBatch;
    this.length = outputs * (features + 1);
    this.w = new double[length];
    this.scores = new double[Math.multiplyExact(outputs, maxBatch)];
    this.directions = new double[scores.length];
    this.sums = new double[outputs * features];
    this.ones = new float[maxBatch];
    Arrays.fill(ones, 1f);
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public double gradient(float[] weights, Batch batch, float[] gradient) {
    int rows = check(weights, batch);
    checkLength(gradient.length);
    float[] x = batch.dense(BatchInput.FEATURES);
    score(weights, x, rows, scores);
    double sum = loss.slopes(scores, rows, outputs, batch.target(), batch.exampleWeight());
    combine(x, rows, scores, gradient);
    return sum / rows + penalise(weights, weights, batch, gradient);
  }

  @Override
  public void predict(float[] weights, Batch batch, float[] predictions) {
    int rows = batch.rows();
    if (rows == 0) {
      return;
    }
    check(weights, batch);
    score(weights, batch.dense(BatchInput.FEATURES), rows, scores);
    loss.predict(scores, rows, outputs);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < outputs; k++) {
        predictions[i * outputs + k] = (float) scores[k * rows + i];
      }
    }
  }

  @Override
  public void norms(float[] weights, Batch batch, double[] l2Norms) {
    int rows = check(weights, batch);
    float[] x = batch.dense(BatchInput.FEATURES);
    score(weights, x, rows, scores);
    System.arraycopy(scores, 0, directions, 0, rows * outputs);
    loss.slopes(scores, rows, outputs, batch.target(), ones);
    double penalty = l2 * l2 * Rows.squaredNorm(weights, 0, outputs * features);
    for (int i = 0; i < rows; i++) {
      double slopes = 0;
      double cross = 0;
      for (int k = 0; k < outputs; k++) {
        double slope = scores[k * rows + i];
        slopes += slope * slope;
        cross += slope * (directions[k * rows + i] - weights[outputs * features + k]);
      }
      double data = slopes * (Rows.squaredNorm(x, i * features, features) + 1);
      l2Norms[i] = Math.sqrt(Math.max(0, data + 2 * l2 * cross + penalty));
    }
  }

  @Override
  public void hessianProduct(float[] weights, Batch batch, float[] direction, float[] product) {
    int rows = check(weights, batch);
    checkLength(direction.length);
    checkLength(product.length);
    float[] x = batch.dense(BatchInput.FEATURES);
    score(direction, x, rows, directions);
    score(weights, x, rows, scores);
    loss.curve(scores, directions, rows, outputs, batch.exampleWeight());
    combine(x, rows, directions, product);
    penalise(direction, direction, batch, product);
  }

  @Override
  public void close() {
    // nothing but arrays
  }

  private void score(float[] weights, float[] x, int rows, double[] out) {
    for (int j = 0; j < length; j++) {
      w[j] = weights[j];
    }
    for (int k = 0; k < outputs; k++) {
      Rows.multiply(x, rows, features, w, k * features, w[outputs * features + k], out, k * rows);
    }
  }

  /** The mean over the rows of {@code factor * (x, 1)}. */
  private void combine(float[] x, int rows, double[] factors, float[] out) {
    for (int k = 0; k < outputs; k++) {
      double sum = Rows.combine(x, rows, features, factors, k * rows, sums, k * features);
      out[outputs * features + k] = (float) (sum / rows);
    }
    for (int j = 0; j < sums.length; j++) {
      out[j] = (float) (sums[j] / rows);
    }
  }

  /** Adds {@code l2 * mean weight * values} to {@code out}; the penalty's part of the loss. */
  private double penalise(float[] weights, float[] values, Batch batch, float[] out) {
    if (l2 == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < batch.rows(); i++) {
      sum += batch.exampleWeight()[i];
    }
    double factor = l2 * sum / batch.rows();
    for (int j = 0; j < outputs * features; j++) {
      out[j] = (float) (out[j] + factor * values[j]);
    }
    return 0.5 * factor * Rows.squaredNorm(weights, 0, outputs * features);
  }

  private int check(float[] weights, Batch batch) {
    int rows = batch.rows();
    if (rows < 1 || rows > maxBatch) {
      throw new IllegalArgumentException(
          "a batch must have 1 to " + maxBatch + " rows, was " + rows);
    }
    if (batch.dense(BatchInput.FEATURES).length < rows * features) {
      throw new IllegalArgumentException(
          "a batch must have " + features + " features a row, was fewer");
    }
    checkLength(weights.length);
    return rows;
  }

  private void checkLength(int given) {
    if (given != length) {
      throw new IllegalArgumentException(
          "a trainable vector must have " + length + " values, was " + given);
    }
  }
}
