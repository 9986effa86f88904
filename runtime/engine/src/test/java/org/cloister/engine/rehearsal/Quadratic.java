package org.cloister.engine.rehearsal;

import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Placement;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;
import org.cloister.model.VectorWriter;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;
import org.cloister.spi.PerExampleNorms;

/**
 * A model with two parameters whose answers are known in closed form: a row is {@code (a, x0, x1)}
 * and its loss {@code a / 2 * |w - x|^2}. With the setting {@code home} the second parameter stays
 * at the site.
 */
final class Quadratic implements ModelArchitecture {
  @Override
  public String id() {
    return "quadratic";
  }

  @Override
  public ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings settings) {
    boolean home = settings.flag("home", false);
    return ParameterLayout.of(
        Tensor.shared("first", 1),
        new Tensor("second", java.util.List.of(1), home ? Placement.HOME : Placement.SHARED));
  }

  @Override
  public void initialise(
      ParameterLayout layout, Settings settings, long seed, VectorWriter weights) {
    weights.write(
        new float[] {
          (float) settings.number("first", 0, -100, 100),
          (float) settings.number("second", 0, -100, 100)
        },
        0,
        2);
  }

  @Override
  public ModelSession open(
      BatchSchema data,
      ParameterLayout layout,
      Settings settings,
      FloatVector frozen,
      int maxBatch) {
    return settings.flag("first-order", false) ? new FirstOrder() : new Session();
  }

  static double loss(float[] w, float[] rows, int i) {
    double d0 = w[0] - rows[3 * i + 1];
    double d1 = w[1] - rows[3 * i + 2];
    return rows[3 * i] / 2 * (d0 * d0 + d1 * d1);
  }

  /** Loss and gradient only. */
  private static class FirstOrder implements ModelSession {
    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public double gradient(float[] weights, Batch batch, float[] gradient) {
      float[] rows = batch.dense(BatchInput.FEATURES);
      double loss = 0;
      double g0 = 0;
      double g1 = 0;
      for (int i = 0; i < batch.rows(); i++) {
        double factor = batch.exampleWeight()[i] / batch.rows();
        loss += factor * loss(weights, rows, i);
        g0 += factor * rows[3 * i] * (weights[0] - rows[3 * i + 1]);
        g1 += factor * rows[3 * i] * (weights[1] - rows[3 * i + 2]);
      }
      gradient[0] = (float) g0;
      gradient[1] = (float) g1;
      return loss;
    }

    @Override
    public void predict(float[] weights, Batch batch, float[] scores) {
      for (int i = 0; i < batch.rows(); i++) {
        scores[i] = (float) loss(weights, batch.dense(BatchInput.FEATURES), i);
      }
    }

    @Override
    public void close() {}
  }

  private static final class Session extends FirstOrder
      implements HessianProducts, PerExampleNorms {
    @Override
    public void hessianProduct(float[] weights, Batch batch, float[] direction, float[] product) {
      double a = 0;
      for (int i = 0; i < batch.rows(); i++) {
        a += batch.exampleWeight()[i] * batch.dense(BatchInput.FEATURES)[3 * i] / batch.rows();
      }
      product[0] = (float) (a * direction[0]);
      product[1] = (float) (a * direction[1]);
    }

    @Override
    public void norms(float[] weights, Batch batch, double[] l2Norms) {
      float[] rows = batch.dense(BatchInput.FEATURES);
      for (int i = 0; i < batch.rows(); i++) {
        l2Norms[i] =
            rows[3 * i] * Math.hypot(weights[0] - rows[3 * i + 1], weights[1] - rows[3 * i + 2]);
      }
    }
  }
}
