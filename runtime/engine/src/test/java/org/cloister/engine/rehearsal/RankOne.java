package org.cloister.engine.rehearsal;

import org.cloister.model.Batch;
import org.cloister.model.BatchSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;
import org.cloister.model.VectorWriter;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;

/**
 * Matrix factorisation of rank 1 (Koren et al. 2009): a rating is item factor times user factor;
 * items are shared, users stay at home. Its score is the squared error of the row.
 */
final class RankOne implements ModelArchitecture {
  @Override
  public String id() {
    return "rank-one";
  }

  @Override
  public ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings settings) {
    return ParameterLayout.of(
        Tensor.home("users", site.ids("user").size()),
        Tensor.shared("items", federated.ids("item").size()));
  }

  @Override
  public void initialise(
      ParameterLayout layout, Settings settings, long seed, VectorWriter weights) {
    float[] ones = new float[layout.trainableLength()];
    java.util.Arrays.fill(ones, 1);
    weights.write(ones, 0, ones.length);
  }

  @Override
  public ModelSession open(
      BatchSchema data,
      ParameterLayout layout,
      Settings settings,
      FloatVector frozen,
      int maxBatch) {
    int users = (int) layout.offset("users");
    return new ModelSession() {
      @Override
      public int outputs() {
        return 1;
      }

      @Override
      public double gradient(float[] weights, Batch batch, float[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double loss = 0;
        for (int i = 0; i < batch.rows(); i++) {
          int user = users + batch.ids("user")[i];
          int item = batch.ids("item")[i];
          float error = weights[user] * weights[item] - batch.target()[i];
          float factor = batch.exampleWeight()[i] / batch.rows();
          loss += factor * error * error / 2;
          gradient[user] += factor * error * weights[item];
          gradient[item] += factor * error * weights[user];
        }
        return loss;
      }

      @Override
      public void predict(float[] weights, Batch batch, float[] scores) {
        for (int i = 0; i < batch.rows(); i++) {
          float rating = weights[users + batch.ids("user")[i]] * weights[batch.ids("item")[i]];
          scores[i] = (rating - batch.target()[i]) * (rating - batch.target()[i]);
        }
      }

      @Override
      public void close() {}
    };
  }
}
