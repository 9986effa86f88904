package org.cloister.plugins.models;

import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.Block;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.cloister.spi.ModelArchitecture;

/** One model with a seeded random batch and a seeded random point. */
record Fixture(
    ModelArchitecture model, BatchSchema schema, Settings settings, AffineSession session) {
  static final int FEATURES = 7;
  static final int MAX_BATCH = 64;

  /** Points and steps are multiples of this, so that moving a float by it is exact. */
  static final double STEP = 1.0 / 1024;

  static Fixture of(String id, String... settings) {
    BatchSchema schema =
        switch (id) {
          case "linear" -> BatchSchema.ofFeatures(FEATURES, Target.REAL, 0);
          case "logistic" -> BatchSchema.ofFeatures(FEATURES, Target.BINARY, 2);
          default -> BatchSchema.ofFeatures(FEATURES, Target.CLASS, 4);
        };
    return of(id, schema, settings);
  }

  static Fixture of(String id, BatchSchema schema, String... settings) {
    ModelArchitecture model = named(id);
    Settings given = Settings.of(settings);
    ParameterLayout layout = model.layout(schema, schema, given);
    return new Fixture(
        model,
        schema,
        given,
        (AffineSession) model.open(schema, layout, given, FloatVector.of(), MAX_BATCH));
  }

  static ModelArchitecture named(String id) {
    return new ModelsPlugin()
        .architectures().stream().filter(model -> model.id().equals(id)).findFirst().orElseThrow();
  }

  int length() {
    return model.layout(schema, schema, settings).trainableLength();
  }

  float[] initial(long seed) {
    try (VectorWriter writer = Vectors.onHeap().create(length())) {
      model.initialise(model.layout(schema, schema, settings), settings, seed, writer);
      return writer.finish().toArray();
    }
  }

  float[] point(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] point = new float[length()];
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) (Math.rint((2 * random.nextDouble() - 1) / STEP) * STEP);
    }
    return point;
  }

  Batch batch(int rows, long seed) {
    int features = schema.dense(BatchInput.FEATURES).size();
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[MAX_BATCH * features];
    Batch batch = new Batch(MAX_BATCH, Map.of(BatchInput.FEATURES, new Block.Dense(features, x)));
    batch.setRows(rows);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (2 * random.nextDouble() - 1);
    }
    for (int i = 0; i < rows; i++) {
      batch.target()[i] =
          schema.target() == Target.REAL
              ? (float) (4 * random.nextDouble() - 2)
              : random.nextInt(schema.classes());
    }
    return batch;
  }

  /** The same batch with weights that are neither equal nor all positive. */
  Batch weighted(int rows, long seed) {
    Batch batch = batch(rows, seed);
    SplittableRandom random = new SplittableRandom(~seed);
    for (int i = 0; i < rows; i++) {
      batch.exampleWeight()[i] = i % 5 == 0 ? 0 : (float) (2 * random.nextDouble());
    }
    return batch;
  }

  /** That batch with one row of it. */
  Batch only(Batch batch, int row) {
    Batch one = batch(1, 0);
    int features = schema.dense(BatchInput.FEATURES).size();
    System.arraycopy(
        batch.dense(BatchInput.FEATURES),
        row * features,
        one.dense(BatchInput.FEATURES),
        0,
        features);
    one.target()[0] = batch.target()[row];
    return one;
  }

  double loss(float[] weights, Batch batch) {
    return session.gradient(weights, batch, new float[weights.length]);
  }

  float[] gradient(float[] weights, Batch batch) {
    float[] gradient = new float[weights.length];
    session.gradient(weights, batch, gradient);
    return gradient;
  }
}
