package org.cloister.plugins.workflows;

import org.cloister.model.Batch;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Examples;
import org.cloister.spi.Predictor;

/** Walks over all examples, batch by batch, with the model's scores. */
final class Scoring {
  private static final int CAPACITY = 256;

  private Scoring() {}

  /** Sees one example after the other; called by one thread. */
  interface Visitor {
    /**
     * One example.
     *
     * @param target its label
     * @param scores the scores of a batch, all finite
     * @param from where those of this example begin
     */
    void example(float target, float[] scores, int from);
  }

  /**
   * Shows every example to {@code visitor}.
   *
   * @param outputs how many scores a row must have
   * @throws CloisterException {@link ErrorCode#PLUGIN_CONTRACT_BROKEN} if the model has another
   *     number of scores; {@link ErrorCode#NOT_FINITE} if a score is not finite
   */
  static void visit(Examples examples, Predictor model, int outputs, Visitor visitor) {
    CloisterException.require(
        model.outputs() == outputs,
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "The model must have " + outputs + " scores a row, were " + model.outputs() + ".");
    Batch batch = examples.batch(CAPACITY);
    int[] rows = new int[CAPACITY];
    float[] scores = new float[CAPACITY * outputs];
    for (int from = 0; from < examples.count(); from += CAPACITY) {
      int count = Math.min(CAPACITY, examples.count() - from);
      for (int i = 0; i < count; i++) {
        rows[i] = from + i;
      }
      examples.read(rows, 0, count, batch);
      model.predict(batch, scores);
      requireFinite(scores, count * outputs);
      for (int i = 0; i < count; i++) {
        visitor.example(batch.target()[i], scores, i * outputs);
      }
    }
  }

  private static void requireFinite(float[] scores, int count) {
    for (int i = 0; i < count; i++) {
      CloisterException.require(
          Float.isFinite(scores[i]),
          ErrorCode.NOT_FINITE,
          "The model's scores must be finite; the training has diverged, try a smaller rate.");
    }
  }
}
