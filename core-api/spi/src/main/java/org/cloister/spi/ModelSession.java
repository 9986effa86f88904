package org.cloister.spi;

import org.cloister.model.Batch;

/**
 * Computes with one model. Owns its buffers, off-heap ones included; belongs to one thread.
 *
 * <p>{@code weights} and {@code gradient} are trainable vectors: all SHARED values and then all
 * HOME values.
 */
public interface ModelSession extends AutoCloseable {

  /**
   * The number of scores a row: 1 for regression and for binary labels (the probability of 1), the
   * number of classes otherwise.
   */
  int outputs();

  /**
   * The loss {@code sum(exampleWeight_i * loss_i) / rows} and its gradient.
   *
   * @param weights read, not changed
   * @param batch at least one row
   * @param gradient overwritten
   * @return the loss
   */
  double gradient(float[] weights, Batch batch, float[] gradient);

  /**
   * The scores of each row: real values, probabilities of 1, or probabilities of each class.
   *
   * @param scores overwritten, {@code rows * outputs()} values row by row
   */
  void predict(float[] weights, Batch batch, float[] scores);

  @Override
  void close();
}
