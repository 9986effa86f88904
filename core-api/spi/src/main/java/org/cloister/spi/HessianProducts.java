package org.cloister.spi;

import org.cloister.model.Batch;

/**
 * A session that multiplies the Hessian of the loss with a vector, for second-order meta-learning
 * (Pearlmutter 1994).
 */
public interface HessianProducts extends ModelSession {

  /**
   * The product of the Hessian of the loss at {@code weights} with {@code direction}.
   *
   * @param direction a trainable vector
   * @param product overwritten
   */
  void hessianProduct(float[] weights, Batch batch, float[] direction, float[] product);
}
