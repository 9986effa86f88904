package org.cloister.tck;

import java.util.SplittableRandom;
import org.cloister.spi.SecondOrder;

/**
 * A convex objective: half of a weighted squared distance to a target that moves a little from one
 * mini-batch to the next. Fresh objects with the same seed give the same values in the same order.
 */
final class Quadratic implements SecondOrder {

  /** Thrown to whoever goes on long after it was told to stop. */
  static final class Exhausted extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("the objective was asked too often");
    }
  }

  private final long seed;
  private final double noise;
  private final float[] target;
  private final float[] curvature;
  private final long limit;
  private long calls;

  /** {@code noise} is how far the target moves; {@code limit} how many calls it takes. */
  Quadratic(int length, double noise, long seed, long limit) {
    this.seed = seed;
    this.noise = noise;
    this.limit = limit;
    this.target = Samples.floats(length, 1, seed);
    this.curvature = Samples.floats(length, 0.4, seed + 1);
    for (int i = 0; i < length; i++) {
      curvature[i] += 0.6f; // from 0.2 to 1
    }
  }

  @Override
  public long examples() {
    return 20;
  }

  @Override
  public int length() {
    return target.length;
  }

  long calls() {
    return calls;
  }

  @Override
  public double next(float[] weights, float[] gradient) {
    if (calls++ >= limit) {
      throw new Exhausted();
    }
    SplittableRandom random = new SplittableRandom(seed + 31 * calls);
    double loss = 0;
    for (int i = 0; i < target.length; i++) {
      double away = weights[i] - target[i] + noise * (random.nextDouble() - 0.5);
      gradient[i] = (float) (curvature[i] * away);
      loss += 0.5 * curvature[i] * away * away;
    }
    return loss;
  }

  @Override
  public void hessianProduct(float[] weights, float[] direction, float[] product) {
    for (int i = 0; i < target.length; i++) {
      product[i] = curvature[i] * direction[i];
    }
  }
}
