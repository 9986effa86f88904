package org.cloister.spi;

/**
 * An objective that also knows curvature; a trainer has one if its contract asked for {@link
 * Needs#secondOrder}.
 */
public interface SecondOrder extends Objective {

  /**
   * The product of the Hessian at {@code weights}, on the mini-batch of the last {@link #next},
   * with {@code direction}.
   *
   * @param product overwritten
   */
  void hessianProduct(float[] weights, float[] direction, float[] product);
}
