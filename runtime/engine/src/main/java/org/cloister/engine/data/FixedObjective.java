package org.cloister.engine.data;

import java.util.Objects;
import org.cloister.model.Batch;
import org.cloister.spi.Examples;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.ModelSession;
import org.cloister.spi.Objective;
import org.cloister.spi.SecondOrder;

/** Gradients on the same examples again and again. Belongs to one thread. */
public sealed class FixedObjective implements Objective {
  private final ModelSession session;
  private final int trainableLength;

  /** All examples. */
  final Batch batch;

  private FixedObjective(ModelSession session, Batch batch, int trainableLength) {
    this.session = session;
    this.batch = batch;
    this.trainableLength = trainableLength;
  }

  /**
   * An objective; a {@link SecondOrder} one if the session has {@link HessianProducts}.
   *
   * @param session stays the caller's, who closes it; must take a batch of as many rows
   * @param rows which examples; at least one
   * @param trainableLength of weights and gradients
   */
  public static FixedObjective of(
      ModelSession session, Examples examples, int[] rows, int trainableLength) {
    Objects.checkIndex(0, rows.length);
    Batch batch = examples.batch(rows.length);
    examples.read(rows, 0, rows.length, batch);
    return session instanceof HessianProducts products
        ? new Curved(products, batch, trainableLength)
        : new FixedObjective(session, batch, trainableLength);
  }

  @Override
  public final long examples() {
    return batch.rows();
  }

  @Override
  public final int length() {
    return trainableLength;
  }

  @Override
  public final double next(float[] weights, float[] gradient) {
    return session.gradient(weights, batch, gradient);
  }

  private static final class Curved extends FixedObjective implements SecondOrder {
    private final HessianProducts session;

    Curved(HessianProducts session, Batch batch, int trainableLength) {
      super(session, batch, trainableLength);
      this.session = session;
    }

    @Override
    public void hessianProduct(float[] weights, float[] direction, float[] product) {
      session.hessianProduct(weights, batch, direction, product);
    }
  }
}
