package org.cloister.engine.data;

import org.cloister.model.Batch;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Examples;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.ModelSession;
import org.cloister.spi.Objective;
import org.cloister.spi.SecondOrder;

/** Gradients on one mini-batch after the other. Belongs to one thread. */
public sealed class BatchObjective implements Objective {
  private final ModelSession session;
  private final Examples examples;
  private final BatchOrder order;
  private final long firstStep;
  private final int trainableLength;

  /** The mini-batch of the last {@link #next}. */
  final Batch batch;

  private long steps;
  private double lossSum;

  private BatchObjective(
      ModelSession session,
      Examples examples,
      BatchOrder order,
      long firstStep,
      int batchSize,
      int trainableLength) {
    this.session = session;
    this.examples = examples;
    this.order = order;
    this.firstStep = firstStep;
    this.trainableLength = trainableLength;
    this.batch = examples.batch(batchSize);
  }

  /**
   * An objective; a {@link SecondOrder} one if the session has {@link HessianProducts}.
   *
   * @param session stays the caller's, who closes it
   * @param firstStep the step that the order goes on from
   * @param batchSize the most rows that the order gives
   * @param trainableLength of weights and gradients
   */
  public static BatchObjective of(
      ModelSession session,
      Examples examples,
      BatchOrder order,
      long firstStep,
      int batchSize,
      int trainableLength) {
    return session instanceof HessianProducts products
        ? new Curved(products, examples, order, firstStep, batchSize, trainableLength)
        : new BatchObjective(session, examples, order, firstStep, batchSize, trainableLength);
  }

  @Override
  public final long examples() {
    return examples.count();
  }

  @Override
  public final int length() {
    return trainableLength;
  }

  @Override
  public final double next(float[] weights, float[] gradient) {
    int[] rows = order.rows(firstStep + steps);
    CloisterException.require(
        rows.length >= 1 && rows.length <= batch.capacity(),
        ErrorCode.JOB_INVALID,
        "A mini-batch must have 1 to "
            + batch.capacity()
            + " rows, had "
            + rows.length
            + "; correct batchSize or the order of batches.");
    examples.read(rows, 0, rows.length, batch);
    double loss = session.gradient(weights, batch, gradient);
    lossSum += loss;
    steps++;
    return loss;
  }

  /** How often {@link #next} returned. */
  public final long steps() {
    return steps;
  }

  /** The mean of the losses so far; 0 before the first. */
  public final double meanLoss() {
    return steps == 0 ? 0 : lossSum / steps;
  }

  private static final class Curved extends BatchObjective implements SecondOrder {
    private final HessianProducts session;

    Curved(
        HessianProducts session,
        Examples examples,
        BatchOrder order,
        long firstStep,
        int batchSize,
        int trainableLength) {
      super(session, examples, order, firstStep, batchSize, trainableLength);
      this.session = session;
    }

    @Override
    public void hessianProduct(float[] weights, float[] direction, float[] product) {
      if (steps() == 0) {
        throw new IllegalStateException("next must be called before hessianProduct");
      }
      session.hessianProduct(weights, batch, direction, product);
    }
  }
}
