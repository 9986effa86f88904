package org.cloister.engine.data;

import org.cloister.model.Batch;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.ModelSession;

/** One weight w; the loss is the mean of (w - x)^2 over the first feature x. */
class Parabola implements ModelSession {
  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public double gradient(float[] weights, Batch batch, float[] gradient) {
    double loss = 0;
    gradient[0] = 0;
    for (int i = 0; i < batch.rows(); i++) {
      double distance = weights[0] - batch.dense("features")[i];
      loss += distance * distance / batch.rows();
      gradient[0] += (float) (2 * distance / batch.rows());
    }
    return loss;
  }

  @Override
  public void predict(float[] weights, Batch batch, float[] scores) {
    for (int i = 0; i < batch.rows(); i++) {
      scores[i] = weights[0];
    }
  }

  @Override
  public void close() {}

  /** Its second derivative is 2; here times the rows, to see which batch was used. */
  static final class WithCurvature extends Parabola implements HessianProducts {
    @Override
    public void hessianProduct(float[] weights, Batch batch, float[] direction, float[] product) {
      product[0] = 2 * direction[0] * batch.rows();
    }
  }
}
