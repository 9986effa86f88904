package org.cloister.plugins.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.PerExampleNorms;
import org.jspecify.annotations.Nullable;

/**
 * Forward and backward passes with buffers that live as long as the session.
 *
 * <p>Norms of single gradients need no single gradients: in a dense layer an example's gradient is
 * the outer product of its slopes and its inputs, whose norm is the product of theirs (Goodfellow
 * 2015, arXiv 1510.01799).
 */
final class MlpSession implements PerExampleNorms, HessianProducts {
  private final MlpShape shape;
  private final OutputLoss loss;
  private final int maxBatch;
  private final int length;
  private final Matrix input;
  private final List<DenseLayer> layers = new ArrayList<>();
  private final DenseLayer last;
  private final float[] ones;
  private @Nullable Tangent tangent;
  private boolean closed;

  MlpSession(MlpShape shape, OutputLoss loss, int maxBatch) {
    this.shape = shape;
    this.loss = loss;
    this.maxBatch = maxBatch;
    this.length = shape.layout().trainableLength();
    this.input = new Matrix(shape.inputs(0), maxBatch);
    int at = 0;
    for (int l = 0; l < shape.layers(); l++) {
      boolean hidden = l < shape.layers() - 1;
      DenseLayer layer =
          new DenseLayer(
              shape.inputs(l), shape.outputs(l), at, hidden ? shape.activation() : null, maxBatch);
      layers.add(layer);
      at = layer.biasAt + layer.outputs;
    }
    this.last = layers.get(layers.size() - 1);
    this.ones = new float[maxBatch];
    Arrays.fill(ones, 1f);
  }

  @Override
  public int outputs() {
    return last.outputs;
  }

  @Override
  public double gradient(float[] weights, Batch batch, float[] gradient) {
    checkLength(gradient.length);
    int rows = forward(weights, batch);
    double sum = slopes(batch, batch.exampleWeight(), 1.0 / rows);
    for (int l = layers.size() - 1; l >= 0; l--) {
      if (l < layers.size() - 1) {
        layers.get(l).backward(layers.get(l + 1), rows);
      }
      layers.get(l).collect(inputOf(l), gradient, rows);
    }
    return sum / rows;
  }

  @Override
  public void predict(float[] weights, Batch batch, float[] scores) {
    if (batch.rows() == 0) {
      return;
    }
    int rows = forward(weights, batch);
    loss.predict(last.values, rows, last.outputs);
    System.arraycopy(last.values, 0, scores, 0, rows * last.outputs);
  }

  @Override
  public void norms(float[] weights, Batch batch, double[] l2Norms) {
    int rows = forward(weights, batch);
    slopes(batch, ones, 1);
    Arrays.fill(l2Norms, 0, rows, 0);
    for (int l = layers.size() - 1; l >= 0; l--) {
      DenseLayer layer = layers.get(l);
      if (l < layers.size() - 1) {
        layer.backward(layers.get(l + 1), rows);
      }
      float[] entering = l == 0 ? batch.dense(BatchInput.FEATURES) : layers.get(l - 1).values;
      for (int i = 0; i < rows; i++) {
        l2Norms[i] +=
            squaredNorm(layer.deltas, i * layer.outputs, layer.outputs)
                * (squaredNorm(entering, i * layer.inputs, layer.inputs) + 1);
      }
    }
    for (int i = 0; i < rows; i++) {
      l2Norms[i] = Math.sqrt(l2Norms[i]);
    }
  }

  @Override
  public void hessianProduct(float[] weights, Batch batch, float[] direction, float[] product) {
    checkLength(direction.length);
    checkLength(product.length);
    int rows = forward(weights, batch);
    if (tangent == null) {
      tangent = new Tangent(layers, input, loss, maxBatch);
    }
    tangent.forward(direction, rows);
    tangent.curve(batch, rows);
    slopes(batch, batch.exampleWeight(), 1.0 / rows);
    tangent.backward(product, rows);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      input.close();
      layers.forEach(DenseLayer::close);
      if (tangent != null) {
        tangent.close();
      }
    }
  }

  private int forward(float[] weights, Batch batch) {
    int rows = check(weights, batch);
    input.useColumns(rows);
    input.put(batch.dense(BatchInput.FEATURES), 0, rows * shape.inputs(0));
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).useRows(rows);
      layers.get(l).forward(weights, inputOf(l), rows);
    }
    return rows;
  }

  private Matrix inputOf(int layer) {
    return layer == 0 ? input : layers.get(layer - 1).output;
  }

  /** The slopes in the scores, on and off the heap; the scores stay. */
  private double slopes(Batch batch, float[] weights, double scale) {
    int count = batch.rows() * last.outputs;
    System.arraycopy(last.values, 0, last.deltas, 0, count);
    double sum =
        loss.slopes(last.deltas, batch.rows(), last.outputs, batch.target(), weights, scale);
    last.delta.put(last.deltas, 0, count);
    return sum;
  }

  private static double squaredNorm(float[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }

  private int check(float[] weights, Batch batch) {
    if (closed) {
      throw new IllegalStateException("the session was closed");
    }
    int rows = batch.rows();
    if (rows < 1 || rows > maxBatch) {
      throw new IllegalArgumentException(
          "a batch must have 1 to " + maxBatch + " rows, was " + rows);
    }
    if (batch.dense(BatchInput.FEATURES).length < rows * shape.inputs(0)) {
      throw new IllegalArgumentException(
          "a batch must have " + shape.inputs(0) + " features a row, was fewer");
    }
    checkLength(weights.length);
    return rows;
  }

  private void checkLength(int given) {
    if (given != length) {
      throw new IllegalArgumentException(
          "a trainable vector must have " + length + " values, was " + given);
    }
  }
}
