package org.cloister.plugins.networks;

import org.jspecify.annotations.Nullable;

/**
 * One layer in one session: its weights, what comes out of it, and the slopes of the loss in what
 * goes into its activation. Each is held on the heap for elementwise work and off it for products.
 */
final class DenseLayer implements AutoCloseable {
  final int inputs;
  final int outputs;
  final int weightsAt;
  final int biasAt;

  /** Null for the last layer, whose scores go to the loss. */
  final @Nullable Activation activation;

  final Matrix weights;
  final Matrix gradient;
  final Matrix output;
  final Matrix delta;
  final float[] values;
  final float[] deltas;

  DenseLayer(
      int inputs, int outputs, int weightsAt, @Nullable Activation activation, int maxBatch) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weightsAt = weightsAt;
    this.biasAt = weightsAt + Math.multiplyExact(inputs, outputs);
    this.activation = activation;
    this.weights = new Matrix(outputs, inputs);
    this.gradient = new Matrix(outputs, inputs);
    this.output = new Matrix(outputs, maxBatch);
    this.delta = new Matrix(outputs, maxBatch);
    this.values = new float[Math.multiplyExact(outputs, maxBatch)];
    this.deltas = new float[Math.multiplyExact(outputs, maxBatch)];
  }

  void useRows(int rows) {
    output.useColumns(rows);
    delta.useColumns(rows);
  }

  void forward(float[] vector, Matrix input, int rows) {
    weights.put(vector, weightsAt, inputs * outputs);
    output.product(weights, input);
    output.copyTo(values, 0, rows * outputs);
    addBias(values, vector, rows);
    if (activation != null) {
      activation.apply(values, rows * outputs);
      output.put(values, 0, rows * outputs);
    }
  }

  void addBias(float[] rowsOfValues, float[] vector, int rows) {
    for (int i = 0; i < rows; i++) {
      int at = i * outputs;
      for (int j = 0; j < outputs; j++) {
        rowsOfValues[at + j] += vector[biasAt + j];
      }
    }
  }

  /** From the slopes in the scores of the layer above to those before this layer's activation. */
  void backward(DenseLayer above, int rows) {
    delta.productOfTransposed(above.weights, above.delta);
    delta.copyTo(deltas, 0, rows * outputs);
    if (activation != null) {
      activation.multiplySlope(deltas, values, rows * outputs);
    }
    delta.put(deltas, 0, rows * outputs);
  }

  /** Writes this layer's part of the gradient. */
  void collect(Matrix input, float[] vector, int rows) {
    gradient.productWithTransposed(delta, input);
    gradient.copyTo(vector, weightsAt, inputs * outputs);
    sumRows(deltas, vector, rows);
  }

  void sumRows(float[] rowsOfValues, float[] vector, int rows) {
    java.util.Arrays.fill(vector, biasAt, biasAt + outputs, 0f);
    for (int i = 0; i < rows; i++) {
      int at = i * outputs;
      for (int j = 0; j < outputs; j++) {
        vector[biasAt + j] += rowsOfValues[at + j];
      }
    }
  }

  @Override
  public void close() {
    weights.close();
    gradient.close();
    output.close();
    delta.close();
  }
}
