package org.cloister.plugins.networks;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives along a direction of the weights, of everything that the passes of a session compute:
 * the R-operator (Pearlmutter 1994, "Fast exact multiplication by the Hessian"). The derivative of
 * the gradient is the Hessian times the direction. A relu counts as straight everywhere.
 */
final class Tangent implements AutoCloseable {

  /** The derivatives that belong to one layer. */
  private record Part(
      DenseLayer layer, Matrix weights, Matrix output, Matrix delta, Scratch scratch) {}

  /** Heap buffers: the change before and after the activation, of the slopes, and their product. */
  private static final class Scratch {
    final float[] before;
    final float[] after;
    final float[] slopes;
    final float[] bend;

    Scratch(int size) {
      before = new float[size];
      after = new float[size];
      slopes = new float[size];
      bend = new float[size];
    }
  }

  private final Matrix input;
  private final OutputLoss loss;
  private final List<Part> parts = new ArrayList<>();
  private final Part last;

  Tangent(List<DenseLayer> layers, Matrix input, OutputLoss loss, int maxBatch) {
    this.input = input;
    this.loss = loss;
    for (DenseLayer layer : layers) {
      parts.add(
          new Part(
              layer,
              new Matrix(layer.outputs, layer.inputs),
              new Matrix(layer.outputs, maxBatch),
              new Matrix(layer.outputs, maxBatch),
              new Scratch(layer.outputs * maxBatch)));
    }
    this.last = parts.get(parts.size() - 1);
  }

  /** After the session's forward pass. */
  void forward(float[] direction, int rows) {
    @Nullable Part below = null;
    for (Part part : parts) {
      DenseLayer layer = part.layer;
      int count = rows * layer.outputs;
      part.output.useColumns(rows);
      part.delta.useColumns(rows);
      part.weights.put(direction, layer.weightsAt, layer.inputs * layer.outputs);
      part.output.product(part.weights, below == null ? input : below.layer.output);
      if (below != null) {
        part.output.addProduct(layer.weights, below.output);
      }
      part.output.copyTo(part.scratch.before, 0, count);
      layer.addBias(part.scratch.before, direction, rows);
      if (layer.activation != null) {
        System.arraycopy(part.scratch.before, 0, part.scratch.after, 0, count);
        layer.activation.multiplySlope(part.scratch.after, layer.values, count);
        part.output.put(part.scratch.after, 0, count);
      }
      below = part;
    }
  }

  /** From the change of the scores to the change of the slopes in them. */
  void curve(Batch batch, int rows) {
    int count = rows * last.layer.outputs;
    float[] scores = last.scratch.after;
    System.arraycopy(last.layer.values, 0, scores, 0, count);
    System.arraycopy(last.scratch.before, 0, last.scratch.slopes, 0, count);
    loss.curve(
        scores, last.scratch.slopes, rows, last.layer.outputs, batch.exampleWeight(), 1.0 / rows);
    last.delta.put(last.scratch.slopes, 0, count);
  }

  /** Runs the session's backward pass along, whose slopes in the scores must stand. */
  void backward(float[] product, int rows) {
    for (int l = parts.size() - 1; l >= 0; l--) {
      Part part = parts.get(l);
      if (l < parts.size() - 1) {
        through(part, parts.get(l + 1), rows);
      }
      DenseLayer layer = part.layer;
      Matrix entering = l == 0 ? input : parts.get(l - 1).layer.output;
      layer.gradient.productWithTransposed(part.delta, entering);
      if (l > 0) {
        layer.gradient.addProductWithTransposed(layer.delta, parts.get(l - 1).output);
      }
      layer.gradient.copyTo(product, layer.weightsAt, layer.inputs * layer.outputs);
      layer.sumRows(part.scratch.slopes, product, rows);
    }
  }

  /** {@code R(s' d) = s' R(d) + s'' R(z) d}, d being what comes down from the layer above. */
  private static void through(Part part, Part above, int rows) {
    DenseLayer layer = part.layer;
    int count = rows * layer.outputs;
    float[] slopes = part.scratch.slopes;
    float[] bend = part.scratch.bend;
    layer.delta.productOfTransposed(above.layer.weights, above.layer.delta);
    layer.delta.copyTo(bend, 0, count);
    layer.backward(above.layer, rows);
    part.delta.productOfTransposed(above.weights, above.layer.delta);
    part.delta.addProductOfTransposed(above.layer.weights, above.delta);
    part.delta.copyTo(slopes, 0, count);
    if (layer.activation != null) {
      layer.activation.multiplySlope(slopes, layer.values, count);
      layer.activation.multiplyCurvature(bend, layer.values, count);
      for (int i = 0; i < count; i++) {
        slopes[i] += bend[i] * part.scratch.before[i];
      }
    }
    part.delta.put(slopes, 0, count);
  }

  @Override
  public void close() {
    for (Part part : parts) {
      part.weights.close();
      part.output.close();
      part.delta.close();
    }
  }
}
