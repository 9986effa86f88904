package org.cloister.benchmarks;

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
import org.cloister.plugins.networks.NetworksPlugin;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient steps of a 784-128-10 network on 64 rows: the product's session beside nothing but the
 * five matrix products of those shapes in ND4J, which is the limit of any code that uses it. Run it
 * with {@code OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1}: the CPU time of other threads is not
 * counted.
 */
public final class NetworkExamples {
  private static final int ROWS = 64;
  private static final int FEATURES = 784;
  private static final int HIDDEN = 128;
  private static final int CLASSES = 10;
  private static final float RATE = 0.01f;

  private NetworkExamples() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    ModelArchitecture mlp = new NetworksPlugin().architectures().get(0);
    BatchSchema schema = BatchSchema.ofFeatures(FEATURES, Target.CLASS, CLASSES);
    Settings settings = Settings.of("hidden", Integer.toString(HIDDEN));
    ParameterLayout layout = mlp.layout(schema, schema, settings);
    float[] weights = initial(mlp, layout, settings);
    float[] gradient = new float[weights.length];
    Batch batch = batch();
    Products products = new Products();
    try (ModelSession session = mlp.open(schema, layout, settings, FloatVector.of(), ROWS)) {
      new AlternatingRounds(System.out)
          .compare(
              "examples/s",
              ROWS,
              "mlp session",
              () -> {
                session.gradient(weights, batch, gradient);
                for (int i = 0; i < weights.length; i++) {
                  weights[i] -= RATE * gradient[i];
                }
              },
              "bare gemm",
              products::run);
    }
  }

  /** Two products forward and three back; what is multiplied does not matter. */
  private static final class Products {
    private final INDArray x = matrix(FEATURES, ROWS);
    private final INDArray w1 = matrix(HIDDEN, FEATURES);
    private final INDArray h = matrix(HIDDEN, ROWS);
    private final INDArray w2 = matrix(CLASSES, HIDDEN);
    private final INDArray z = matrix(CLASSES, ROWS);
    private final INDArray g1 = matrix(HIDDEN, FEATURES);
    private final INDArray g2 = matrix(CLASSES, HIDDEN);
    private final INDArray d = matrix(HIDDEN, ROWS);

    private static INDArray matrix(int rows, int columns) {
      return Nd4j.ones(DataType.FLOAT, rows, columns).muli(0.01).dup('f');
    }

    void run() {
      Nd4j.gemm(w1, x, h, false, false, 1, 0);
      Nd4j.gemm(w2, h, z, false, false, 1, 0);
      Nd4j.gemm(z, h, g2, false, true, 1, 0);
      Nd4j.gemm(w2, z, d, true, false, 1, 0);
      Nd4j.gemm(d, x, g1, false, true, 1, 0);
    }
  }

  private static float[] initial(ModelArchitecture mlp, ParameterLayout layout, Settings settings) {
    try (VectorWriter writer = Vectors.onHeap().create(layout.trainableLength())) {
      mlp.initialise(layout, settings, 1, writer);
      return writer.finish().toArray();
    }
  }

  private static Batch batch() {
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[ROWS * FEATURES];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextDouble();
    }
    Batch batch = new Batch(ROWS, Map.of(BatchInput.FEATURES, new Block.Dense(FEATURES, x)));
    for (int i = 0; i < ROWS; i++) {
      batch.target()[i] = random.nextInt(CLASSES);
    }
    batch.setRows(ROWS);
    return batch;
  }
}
