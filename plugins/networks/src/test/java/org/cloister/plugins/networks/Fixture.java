package org.cloister.plugins.networks;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
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

/** One network with a session, and seeded random batches for it. */
record Fixture(String name, BatchSchema schema, Settings settings, MlpSession session)
    implements AutoCloseable {
  static final int MAX_BATCH = 32;

  static Fixture of(int features, Target target, int classes, String hidden, String activation) {
    BatchSchema schema = BatchSchema.ofFeatures(features, target, classes);
    Settings settings = Settings.of("hidden", hidden, "activation", activation);
    String name = features + "-" + hidden + " " + activation + " " + target;
    return new Fixture(name, schema, settings, open(schema, settings));
  }

  /** Shapes that are usual, and those where a dimension is 1. */
  static Stream<Fixture> all() {
    return Stream.of(
        of(5, Target.CLASS, 3, "7", "relu"),
        of(5, Target.CLASS, 3, "7,4", "tanh"),
        of(5, Target.BINARY, 2, "6,5", "relu"),
        of(5, Target.BINARY, 2, "6", "tanh"),
        of(4, Target.REAL, 0, "8", "relu"),
        of(4, Target.REAL, 0, "8,3,4", "tanh"),
        of(1, Target.REAL, 0, "6", "tanh"),
        of(1, Target.BINARY, 2, "1", "tanh"),
        of(3, Target.CLASS, 2, "1,2", "tanh"));
  }

  static ModelArchitecture model() {
    return new NetworksPlugin().architectures().get(0);
  }

  private static MlpSession open(BatchSchema schema, Settings settings) {
    ParameterLayout layout = model().layout(schema, schema, settings);
    return (MlpSession) model().open(schema, layout, settings, FloatVector.of(), MAX_BATCH);
  }

  ReferenceMlp reference() {
    MlpShape shape = MlpShape.of(schema, settings);
    int[] widths = shape.widths().stream().mapToInt(Integer::intValue).toArray();
    return new ReferenceMlp(widths, shape.activation() == Activation.TANH, schema.target());
  }

  ParameterLayout layout() {
    return model().layout(schema, schema, settings);
  }

  float[] initial(long seed) {
    try (VectorWriter writer = Vectors.onHeap().create(layout().trainableLength())) {
      model().initialise(layout(), settings, seed, writer);
      return writer.finish().toArray();
    }
  }

  /** Random everywhere, biases too. */
  float[] point(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] point = new float[layout().trainableLength()];
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) (1.6 * random.nextDouble() - 0.8);
    }
    return point;
  }

  Batch batch(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int features = schema.dense(BatchInput.FEATURES).size();
    float[] x = new float[MAX_BATCH * features];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (2 * random.nextDouble() - 1);
    }
    Batch batch = new Batch(MAX_BATCH, Map.of(BatchInput.FEATURES, new Block.Dense(features, x)));
    batch.setRows(rows);
    for (int i = 0; i < rows; i++) {
      batch.target()[i] =
          schema.target() == Target.REAL
              ? (float) (2 * random.nextDouble() - 1)
              : random.nextInt(schema.classes());
    }
    return batch;
  }

  Batch weighted(int rows, long seed) {
    Batch batch = batch(rows, seed);
    SplittableRandom random = new SplittableRandom(~seed);
    for (int i = 0; i < rows; i++) {
      batch.exampleWeight()[i] = i % 4 == 1 ? 0 : (float) (2 * random.nextDouble());
    }
    return batch;
  }

  Batch only(Batch batch, int row) {
    Batch one = batch(1, 0);
    int features = schema.dense(BatchInput.FEATURES).size();
    float[] x = batch.dense(BatchInput.FEATURES);
    System.arraycopy(x, row * features, one.dense(BatchInput.FEATURES), 0, features);
    one.target()[0] = batch.target()[row];
    return one;
  }

  float[] gradient(float[] weights, Batch batch) {
    float[] gradient = new float[weights.length];
    Arrays.fill(gradient, Float.NaN);
    session.gradient(weights, batch, gradient);
    return gradient;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Override
  public void close() {
    session.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
