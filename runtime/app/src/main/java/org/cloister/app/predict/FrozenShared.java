package org.cloister.app.predict;

import java.util.Arrays;
import org.cloister.spi.Objective;
import org.cloister.spi.SecondOrder;

/**
 * An objective of the HOME values alone: whatever a trainer does to the SHARED ones, gradients are
 * taken at the stored ones, and are 0 there. Belongs to one thread.
 */
sealed class FrozenShared implements Objective {

  private final Objective inner;
  private final float[] stored;
  private final float[] whole;

  private FrozenShared(Objective inner, float[] stored) {
    this.inner = inner;
    this.stored = stored;
    this.whole = new float[inner.length()];
  }

  /**
   * An objective; a {@link SecondOrder} one if {@code inner} is.
   *
   * @param stored the SHARED values; read, not changed
   */
  static FrozenShared of(Objective inner, float[] stored) {
    return inner instanceof SecondOrder curved
        ? new Curved(curved, stored)
        : new FrozenShared(inner, stored);
  }

  @Override
  public final long examples() {
    return inner.examples();
  }

  @Override
  public final int length() {
    return inner.length();
  }

  @Override
  public final double next(float[] weights, float[] gradient) {
    double loss = inner.next(restored(weights), gradient);
    Arrays.fill(gradient, 0, stored.length, 0f);
    return loss;
  }

  /** The trainable vector with the stored values in their place. */
  final float[] restored(float[] weights) {
    System.arraycopy(weights, 0, whole, 0, whole.length);
    System.arraycopy(stored, 0, whole, 0, stored.length);
    return whole;
  }

  private static final class Curved extends FrozenShared implements SecondOrder {
    private final SecondOrder inner;
    private final float[] direction;

    Curved(SecondOrder inner, float[] stored) {
      super(inner, stored);
      this.inner = inner;
      this.direction = new float[inner.length()];
    }

    @Override
    public void hessianProduct(float[] weights, float[] along, float[] product) {
      int shared = super.stored.length;
      System.arraycopy(along, 0, direction, 0, direction.length);
      Arrays.fill(direction, 0, shared, 0f);
      inner.hessianProduct(restored(weights), direction, product);
      Arrays.fill(product, 0, shared, 0f);
    }
  }
}
