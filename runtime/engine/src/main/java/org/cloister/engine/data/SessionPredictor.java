package org.cloister.engine.data;

import org.cloister.model.Batch;
import org.cloister.spi.ModelSession;
import org.cloister.spi.Predictor;

/** A session with its weights. Belongs to one thread. */
public final class SessionPredictor implements Predictor {
  private final ModelSession session;
  private final float[] weights;

  /**
   * A predictor.
   *
   * @param session stays the caller's, who closes it
   * @param weights a trainable vector; handed over
   */
  public SessionPredictor(ModelSession session, float[] weights) {
    this.session = session;
    this.weights = weights;
  }

  @Override
  public int outputs() {
    return session.outputs();
  }

  @Override
  public void predict(Batch batch, float[] scores) {
    session.predict(weights, batch, scores);
  }
}
