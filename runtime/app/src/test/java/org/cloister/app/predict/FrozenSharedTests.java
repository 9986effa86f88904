package org.cloister.app.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.cloister.spi.Objective;
import org.cloister.spi.SecondOrder;
import org.junit.jupiter.api.Test;

class FrozenSharedTests {

  private static final float[] STORED = {1, 2};

  /** The loss is the sum of the weights; the gradient is the weights themselves. */
  private static class Echo implements Objective {
    @Override
    public long examples() {
      return 7;
    }

    @Override
    public int length() {
      return 3;
    }

    @Override
    public double next(float[] weights, float[] gradient) {
      System.arraycopy(weights, 0, gradient, 0, 3);
      return weights[0] + weights[1] + weights[2];
    }
  }

  private static final class CurvedEcho extends Echo implements SecondOrder {
    @Override
    public void hessianProduct(float[] weights, float[] direction, float[] product) {
      for (int i = 0; i < 3; i++) {
        product[i] = weights[i] + direction[0] + direction[1] + direction[2];
      }
    }
  }

  @Test
  void next_trainerMovedSharedValues_computesAtTheStoredOnes() {
    Objective frozen = FrozenShared.of(new Echo(), STORED);
    float[] weights = {50, 60, 4};
    float[] gradient = {9, 9, 9};

    assertEquals(7, frozen.next(weights, gradient));

    assertArrayEquals(new float[] {0, 0, 4}, gradient);
    assertArrayEquals(new float[] {50, 60, 4}, weights, "weights are read, not changed");
    assertEquals(7, frozen.examples());
    assertEquals(3, frozen.length());
    assertFalse(frozen instanceof SecondOrder);
  }

  @Test
  void hessianProduct_ofACurvedObjective_isThatOfTheHomeBlock() {
    SecondOrder frozen =
        assertInstanceOf(SecondOrder.class, FrozenShared.of(new CurvedEcho(), STORED));
    float[] product = new float[3];

    frozen.hessianProduct(new float[] {50, 60, 4}, new float[] {100, 100, 10}, product);

    assertArrayEquals(new float[] {0, 0, 14}, product);
  }
}
