package org.cloister.spi;

import org.cloister.model.Batch;

/**
 * A session that knows the norm of each example's gradient. With it DP-SGD clips in bounded memory:
 * norms first, and then one gradient whose example weights are {@code min(1, clipNorm / norm)}.
 */
public interface PerExampleNorms extends ModelSession {

  /**
   * The Euclidean norm of the gradient of each row's loss by itself (example weights not counted).
   *
   * @param l2Norms overwritten, one a row
   */
  void norms(float[] weights, Batch batch, double[] l2Norms);
}
