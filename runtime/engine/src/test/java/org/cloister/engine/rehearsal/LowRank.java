package org.cloister.engine.rehearsal;

import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;
import org.cloister.model.VectorWriter;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;

/**
 * LoRA (Hu et al. 2022) on {@link Quadratic}'s loss: the effective weights are the frozen base plus
 * {@code down * up} of rank 1; {@code down} begins at 0, so that training begins at the base.
 */
final class LowRank implements ModelArchitecture {
  @Override
  public String id() {
    return "low-rank";
  }

  @Override
  public ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings settings) {
    return ParameterLayout.of(
        Tensor.frozen("base", 1, 2), Tensor.shared("down", 1, 1), Tensor.shared("up", 1, 2));
  }

  @Override
  public void initialise(
      ParameterLayout layout, Settings settings, long seed, VectorWriter weights) {
    weights.write(new float[] {0, 0.5f, -0.5f}, 0, 3);
  }

  static float[] effective(float[] base, float[] adapter) {
    return new float[] {base[0] + adapter[0] * adapter[1], base[1] + adapter[0] * adapter[2]};
  }

  @Override
  public ModelSession open(
      BatchSchema data,
      ParameterLayout layout,
      Settings settings,
      FloatVector frozen,
      int maxBatch) {
    float[] base = frozen.toArray();
    return new ModelSession() {
      @Override
      public int outputs() {
        return 1;
      }

      @Override
      public double gradient(float[] weights, Batch batch, float[] gradient) {
        float[] rows = batch.dense(BatchInput.FEATURES);
        float[] w = effective(base, weights);
        double loss = 0;
        double g0 = 0;
        double g1 = 0;
        for (int i = 0; i < batch.rows(); i++) {
          double factor = batch.exampleWeight()[i] / batch.rows();
          loss += factor * Quadratic.loss(w, rows, i);
          g0 += factor * rows[3 * i] * (w[0] - rows[3 * i + 1]);
          g1 += factor * rows[3 * i] * (w[1] - rows[3 * i + 2]);
        }
        gradient[0] = (float) (g0 * weights[1] + g1 * weights[2]);
        gradient[1] = (float) (g0 * weights[0]);
        gradient[2] = (float) (g1 * weights[0]);
        return loss;
      }

      @Override
      public void predict(float[] weights, Batch batch, float[] scores) {
        for (int i = 0; i < batch.rows(); i++) {
          scores[i] =
              (float) Quadratic.loss(effective(base, weights), batch.dense(BatchInput.FEATURES), i);
        }
      }

      @Override
      public void close() {}
    };
  }
}
