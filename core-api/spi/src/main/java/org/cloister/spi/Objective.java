package org.cloister.spi;

/**
 * The next mini-batch gradient. Made by the host, plain or private: a trainer never sees the model,
 * the data or the order of batches, so that every trainer works with every model, and every trainer
 * on a private objective is post-processing. Belongs to one thread.
 */
public interface Objective {

  /** How many examples it draws from; at least 1. */
  long examples();

  /** The length of a trainable vector. */
  int length();

  /**
   * Loss and gradient at {@code weights} on the next mini-batch.
   *
   * @param weights a trainable vector; read, not changed
   * @param gradient overwritten
   * @return the loss on that mini-batch
   */
  double next(float[] weights, float[] gradient);
}
