package org.cloister.tck;

import java.util.Arrays;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.spi.PerExampleNorms;

/** Least squares without intercept on three features. */
final class SampleRegression implements PerExampleNorms {

  static final int LENGTH = 3;

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public double gradient(float[] weights, Batch batch, float[] gradient) {
    Arrays.fill(gradient, 0f);
    double loss = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double error = error(weights, batch, row);
      double weight = batch.exampleWeight()[row] / batch.rows();
      loss += weight * error * error / 2;
      for (int i = 0; i < LENGTH; i++) {
        gradient[i] += (float) (weight * error * feature(batch, row, i));
      }
    }
    return loss;
  }

  @Override
  public void norms(float[] weights, Batch batch, double[] l2Norms) {
    for (int row = 0; row < batch.rows(); row++) {
      double squares = 0;
      for (int i = 0; i < LENGTH; i++) {
        squares += (double) feature(batch, row, i) * feature(batch, row, i);
      }
      l2Norms[row] = Math.abs(error(weights, batch, row)) * Math.sqrt(squares);
    }
  }

  @Override
  public void predict(float[] weights, Batch batch, float[] scores) {
    for (int row = 0; row < batch.rows(); row++) {
      scores[row] = (float) (error(weights, batch, row) + batch.target()[row]);
    }
  }

  private static double error(float[] weights, Batch batch, int row) {
    double sum = -batch.target()[row];
    for (int i = 0; i < LENGTH; i++) {
      sum += (double) weights[i] * feature(batch, row, i);
    }
    return sum;
  }

  private static float feature(Batch batch, int row, int i) {
    return batch.dense(BatchInput.FEATURES)[row * LENGTH + i];
  }

  @Override
  public void close() {}
}
