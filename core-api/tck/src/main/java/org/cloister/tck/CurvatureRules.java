package org.cloister.tck;

import org.cloister.model.Batch;
import org.cloister.model.BatchSchema;
import org.cloister.model.Block;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.ModelSession;
import org.cloister.spi.PerExampleNorms;

/** Rules about what some sessions can do beside losses, gradients and predictions. */
final class CurvatureRules {

  private final Checklist list;
  private final ModelSession session;
  private final BatchSchema schema;
  private final float[] weights;

  CurvatureRules(Checklist list, ModelSession session, BatchSchema schema, float[] weights) {
    this.list = list;
    this.session = session;
    this.schema = schema;
    this.weights = weights;
  }

  void check() {
    if (session instanceof PerExampleNorms norms) {
      list.rule(
          "norms_matchGradients",
          "The norm of a row must be that of its gradient alone, whatever the example weights are.",
          () -> normsMatch(norms));
    }
    if (session instanceof HessianProducts hessian) {
      list.rule(
          "hessianProduct_isSymmetric",
          "A Hessian is symmetric: u * Hv must be v * Hu.",
          () -> symmetric(hessian));
      list.rule(
          "hessianProduct_matchesGradients",
          "A Hessian product must match differences of the gradient.",
          () -> matchesGradients(hessian));
    }
  }

  private boolean normsMatch(PerExampleNorms norms) {
    int rows = ModelArchitectureChecks.ROWS;
    double[] given = new double[rows];
    Batch all = batch();
    for (int i = 0; i < rows; i++) {
      all.exampleWeight()[i] = 0.5f; // must not count
    }
    norms.norms(weights.clone(), all, given);
    for (int row = 0; row < rows; row++) {
      float[] gradient = new float[weights.length];
      session.gradient(weights.clone(), only(row), gradient);
      double expected = Math.sqrt(GradientRules.dot(gradient, gradient));
      if (!(Math.abs(given[row] - expected) <= 1e-3 * expected + 1e-5)) {
        return false;
      }
    }
    return true;
  }

  /** A batch of that row alone. */
  private Batch only(int row) {
    Batch all = batch();
    for (Block block : all.inputs().values()) {
      if (block instanceof Block.Dense dense) {
        System.arraycopy(dense.values(), row * dense.size(), dense.values(), 0, dense.size());
      } else if (block instanceof Block.Ids ids) {
        ids.values()[0] = ids.values()[row];
      } else if (block instanceof Block.Tokens tokens) {
        int start = tokens.offsets()[row];
        int count = tokens.offsets()[row + 1] - start;
        System.arraycopy(tokens.ids(), start, tokens.ids(), 0, count);
        tokens.offsets()[1] = count;
      }
    }
    all.target()[0] = all.target()[row];
    all.setRows(1);
    return all;
  }

  private boolean symmetric(HessianProducts hessian) {
    float[] u = Samples.floats(weights.length, 1, 41);
    float[] v = Samples.floats(weights.length, 1, 42);
    double uhv = GradientRules.dot(u, product(hessian, v));
    double vhu = GradientRules.dot(v, product(hessian, u));
    double size = Math.sqrt(weights.length) * (1 + Math.abs(uhv));
    return Math.abs(uhv - vhu) <= 1e-3 * size;
  }

  private boolean matchesGradients(HessianProducts hessian) {
    float[] direction = Samples.floats(weights.length, 1, 43);
    float[] product = product(hessian, direction);
    for (double step : new double[] {1e-2, 1e-3}) {
      float[] above = gradientAt(direction, step);
      float[] below = gradientAt(direction, -step);
      float[] difference = new float[weights.length];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = (float) ((above[i] - below[i]) / (2 * step));
      }
      if (GradientRules.close(product, difference, 1e-2)) {
        return true;
      }
    }
    return false;
  }

  private float[] product(HessianProducts hessian, float[] direction) {
    float[] product = new float[weights.length];
    hessian.hessianProduct(weights.clone(), batch(), direction.clone(), product);
    return product;
  }

  private float[] gradientAt(float[] direction, double step) {
    float[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (moved[i] + step * direction[i]);
    }
    float[] gradient = new float[moved.length];
    session.gradient(moved, batch(), gradient);
    return gradient;
  }

  private Batch batch() {
    return SampleBatches.of(schema, ModelArchitectureChecks.ROWS, 29);
  }
}
