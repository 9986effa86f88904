package org.cloister.plugins.networks;

import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.Target;

/** The loss written down once more, in double precision and without a single array operation. */
final class ReferenceMlp {
  private final int[] widths;
  private final boolean tanh;
  private final Target target;

  ReferenceMlp(int[] widths, boolean tanh, Target target) {
    this.widths = widths.clone();
    this.tanh = tanh;
    this.target = target;
  }

  double loss(double[] w, Batch batch) {
    double sum = 0;
    for (int i = 0; i < batch.rows(); i++) {
      sum += batch.exampleWeight()[i] * exampleLoss(scores(w, batch, i), batch.target()[i]);
    }
    return sum / batch.rows();
  }

  double[] scores(double[] w, Batch batch, int row) {
    double[] values = new double[widths[0]];
    for (int j = 0; j < values.length; j++) {
      values[j] = batch.dense(BatchInput.FEATURES)[row * widths[0] + j];
    }
    int at = 0;
    for (int layer = 0; layer + 1 < widths.length; layer++) {
      double[] next = new double[widths[layer + 1]];
      for (int k = 0; k < next.length; k++) {
        next[k] = w[at + values.length * next.length + k];
        for (int j = 0; j < values.length; j++) {
          next[k] += values[j] * w[at + j * next.length + k];
        }
        if (layer + 2 < widths.length) {
          next[k] = tanh ? Math.tanh(next[k]) : Math.max(next[k], 0);
        }
      }
      at += (values.length + 1) * next.length;
      values = next;
    }
    return values;
  }

  private double exampleLoss(double[] scores, float y) {
    if (target == Target.REAL) {
      return (scores[0] - y) * (scores[0] - y) / 2;
    }
    if (target == Target.BINARY) {
      return Math.log1p(Math.exp(scores[0])) - y * scores[0];
    }
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score);
    }
    return Math.log(sum) - scores[(int) y];
  }

  double[] gradient(double[] w, Batch batch) {
    double[] gradient = new double[w.length];
    double h = 1e-6;
    for (int i = 0; i < w.length; i++) {
      double at = w[i];
      w[i] = at + h;
      double above = loss(w, batch);
      w[i] = at - h;
      gradient[i] = (above - loss(w, batch)) / (2 * h);
      w[i] = at;
    }
    return gradient;
  }

  /** Second differences of the loss along each axis and the direction. */
  double[] hessianProduct(double[] w, Batch batch, double[] direction) {
    double[] product = new double[w.length];
    double h = 2e-5;
    for (int i = 0; i < w.length; i++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double[] moved = w.clone();
        moved[i] += sign * h;
        double[] back = moved.clone();
        for (int j = 0; j < w.length; j++) {
          moved[j] += h * direction[j];
          back[j] -= h * direction[j];
        }
        product[i] += sign * (loss(moved, batch) - loss(back, batch)) / (4 * h * h);
      }
    }
    return product;
  }
}
