package org.cloister.benchmarks;

import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.Block;
import org.cloister.model.FloatVector;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.plugins.models.ModelsPlugin;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;

/**
 * Gradient steps of logistic regression on 300 rows of 13 features: the product's session beside a
 * bare loop that has neither loss nor checks and uses the platform's own {@code exp}.
 */
public final class LogisticSteps {
  private static final int ROWS = 300;
  private static final int FEATURES = 13;
  private static final float RATE = 0.01f;

  private LogisticSteps() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    Batch batch = batch();
    try (ModelSession session = session()) {
      float[] weights = new float[FEATURES + 1];
      float[] gradient = new float[FEATURES + 1];
      float[] bare = new float[FEATURES + 1];
      double[] sums = new double[FEATURES + 1];
      new AlternatingRounds(System.out)
          .compare(
              "steps/s",
              1,
              "logistic session",
              () -> {
                session.gradient(weights, batch, gradient);
                for (int j = 0; j <= FEATURES; j++) {
                  weights[j] -= RATE * gradient[j];
                }
              },
              "bare loop",
              () -> step(batch.dense(BatchInput.FEATURES), batch.target(), bare, sums));
    }
  }

  private static void step(float[] x, float[] y, float[] w, double[] sums) {
    java.util.Arrays.fill(sums, 0);
    for (int i = 0, at = 0; i < ROWS; i++, at += FEATURES) {
      double z = w[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        z += x[at + j] * w[j];
      }
      double residual = 1 / (1 + Math.exp(-z)) - y[i];
      for (int j = 0; j < FEATURES; j++) {
        sums[j] += residual * x[at + j];
      }
      sums[FEATURES] += residual;
    }
    for (int j = 0; j <= FEATURES; j++) {
      w[j] -= RATE * (float) (sums[j] / ROWS);
    }
  }

  private static ModelSession session() {
    ModelArchitecture logistic =
        new ModelsPlugin()
            .architectures().stream()
                .filter(m -> m.id().equals("logistic"))
                .findFirst()
                .orElseThrow();
    BatchSchema schema = BatchSchema.ofFeatures(FEATURES, Target.BINARY, 2);
    Settings settings = Settings.none();
    return logistic.open(
        schema, logistic.layout(schema, schema, settings), settings, FloatVector.of(), ROWS);
  }

  private static Batch batch() {
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[ROWS * FEATURES];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (4 * random.nextDouble() - 2);
    }
    Batch batch = new Batch(ROWS, Map.of(BatchInput.FEATURES, new Block.Dense(FEATURES, x)));
    for (int i = 0; i < ROWS; i++) {
      batch.target()[i] = random.nextInt(2);
    }
    batch.setRows(ROWS);
    return batch;
  }
}
