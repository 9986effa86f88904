package org.cloister.plugins.networks;

import java.util.SplittableRandom;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.VectorWriter;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;

/**
 * A multi-layer perceptron over the dense input {@code features}; other inputs are not looked at.
 * The output is a softmax for CLASS, a sigmoid for BINARY, and else the score itself with the loss
 * {@code (score - target)^2 / 2}. Tensors {@code w1}, {@code b1}, {@code w2}, ...; single precision
 * throughout, and the same bits for the same inputs as long as BLAS has one thread.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code hidden}: the hidden widths in order, such as {@code 128} or {@code 64,32}; default
 *       {@code 64}
 *   <li>{@code activation}: {@code relu} (default) or {@code tanh}
 * </ul>
 *
 * <p>Initial weights are uniform with the bounds of He et al. 2015, {@code sqrt(6 / inputs)},
 * before a relu, and of Glorot and Bengio 2010, {@code sqrt(6 / (inputs + outputs))}, elsewhere;
 * biases are 0.
 */
final class MlpModel implements ModelArchitecture {

  @Override
  public String id() {
    return "mlp";
  }

  @Override
  public ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings settings) {
    return MlpShape.of(federated, settings).layout();
  }

  @Override
  public void initialise(
      ParameterLayout layout, Settings settings, long seed, VectorWriter weights) {
    MlpShape shape = MlpShape.of(layout, settings);
    SplittableRandom random = new SplittableRandom(seed);
    for (int layer = 0; layer < shape.layers(); layer++) {
      int in = shape.inputs(layer);
      int out = shape.outputs(layer);
      boolean relu = shape.activation() == Activation.RELU && layer < shape.layers() - 1;
      double bound = StrictMath.sqrt(6.0 / (relu ? in : in + out));
      float[] row = new float[out];
      for (int i = 0; i < in; i++) {
        for (int j = 0; j < out; j++) {
          row[j] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        weights.write(row, 0, out);
      }
      weights.write(new float[out], 0, out);
    }
  }

  @Override
  public ModelSession open(
      BatchSchema data,
      ParameterLayout layout,
      Settings settings,
      FloatVector frozen,
      int maxBatch) {
    MlpShape shape = MlpShape.of(data, settings);
    CloisterException.require(
        layout.equals(shape.layout()),
        ErrorCode.SCHEMA_INVALID,
        "The tensors of model mlp must be those of its layout for this data, were others.");
    OutputLoss loss =
        switch (data.target()) {
          case CLASS -> new SoftmaxOutput();
          case BINARY -> new SigmoidOutput();
          case REAL, COUNT -> new SquaredOutput();
        };
    try {
      return new MlpSession(shape, loss, maxBatch);
    } catch (LinkageError e) {
      throw new CloisterException(
          ErrorCode.NATIVE_UNAVAILABLE,
          "Model mlp needs ND4J with its native library for this machine, which could not be"
              + " loaded; install the distribution for this platform, or choose a model without it.",
          e);
    }
  }
}
