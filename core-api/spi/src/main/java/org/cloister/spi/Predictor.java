package org.cloister.spi;

import org.cloister.model.Batch;

/** A model as an evaluator sees it. Belongs to one thread. */
public interface Predictor {

  /** The number of scores a row; see {@link ModelSession#outputs()}. */
  int outputs();

  /** The scores of each row, {@code rows * outputs()} values. */
  void predict(Batch batch, float[] scores);
}
