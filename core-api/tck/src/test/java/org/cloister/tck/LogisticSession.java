package org.cloister.tck;

import java.util.Arrays;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.PerExampleNorms;

/** Logistic regression with two weights and a bias; open for twins that get something wrong. */
class LogisticSession implements PerExampleNorms, HessianProducts {

  @Override
  public int outputs() {
    return 1;
  }

  static double input(Batch batch, int row, int i) {
    return i == 2 ? 1 : batch.dense(BatchInput.FEATURES)[2 * row + i];
  }

  static double probability(float[] weights, Batch batch, int row) {
    double z = 0;
    for (int i = 0; i < 3; i++) {
      z += weights[i] * input(batch, row, i);
    }
    return 1 / (1 + StrictMath.exp(-z));
  }

  @Override
  public double gradient(float[] weights, Batch batch, float[] gradient) {
    Arrays.fill(gradient, 0f);
    double loss = 0;
    for (int row = 0; row < batch.rows(); row++) {
      double p = probability(weights, batch, row);
      double y = batch.target()[row];
      double weight = batch.exampleWeight()[row] / batch.rows();
      loss -= weight * StrictMath.log(y > 0 ? p : 1 - p);
      for (int i = 0; i < 3; i++) {
        gradient[i] += (float) (weight * (p - y) * input(batch, row, i));
      }
    }
    return loss;
  }

  @Override
  public void predict(float[] weights, Batch batch, float[] scores) {
    for (int row = 0; row < batch.rows(); row++) {
      scores[row] = (float) probability(weights, batch, row);
    }
  }

  @Override
  public void norms(float[] weights, Batch batch, double[] l2Norms) {
    for (int row = 0; row < batch.rows(); row++) {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        squares += input(batch, row, i) * input(batch, row, i);
      }
      double error = probability(weights, batch, row) - batch.target()[row];
      l2Norms[row] = Math.abs(error) * Math.sqrt(squares);
    }
  }

  @Override
  public void hessianProduct(float[] weights, Batch batch, float[] direction, float[] product) {
    Arrays.fill(product, 0f);
    for (int row = 0; row < batch.rows(); row++) {
      double p = probability(weights, batch, row);
      double dot = 0;
      for (int i = 0; i < 3; i++) {
        dot += direction[i] * input(batch, row, i);
      }
      double scale = p * (1 - p) * dot * batch.exampleWeight()[row] / batch.rows();
      for (int i = 0; i < 3; i++) {
        product[i] += (float) (scale * input(batch, row, i));
      }
    }
  }

  @Override
  public void close() {}
}
