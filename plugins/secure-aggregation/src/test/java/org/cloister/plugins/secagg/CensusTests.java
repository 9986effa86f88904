package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.cloister.model.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CensusTests {
  private static final float[] ODD = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -0f,
    Float.MIN_NORMAL
  };

  @ParameterizedTest
  @ValueSource(floats = {Float.MIN_NORMAL, 1e-30f, 0.1f, 3, 1e30f, Float.MAX_VALUE})
  void see_valuesAtAndAroundTheBound_countsAsOneByOne(float bound) {
    SplittableRandom random = new SplittableRandom(7);
    for (int turn = 0; turn < 200; turn++) {
      float[] values = new float[random.nextInt(40_000)];
      Arrays.fill(values, (float) (bound * random.nextDouble()));
      for (int odd = random.nextInt(4); odd > 0 && values.length > 0; odd--) {
        values[random.nextInt(values.length)] = odd(random, bound);
      }
      assertCounted(values, bound);
    }
  }

  @Test
  void see_oneOddValueAnywhere_isFound() {
    float[] values = new float[33_000];
    for (int at = 0; at < values.length; at += 251) {
      values[at] = Math.nextUp(3f);
      assertCounted(values, 3);
      values[at] = Float.NaN;
      assertCounted(values, 3);
      values[at] = 0;
    }
  }

  @Test
  void see_empty_isTidy() {
    assertCounted(new float[0], 1);
  }

  private static float odd(SplittableRandom random, float bound) {
    float sign = random.nextBoolean() ? 1 : -1;
    return switch (random.nextInt(4)) {
      case 0 -> ODD[random.nextInt(ODD.length)];
      case 1 -> sign * bound;
      case 2 -> sign * Math.nextUp(bound);
      default -> sign * Math.nextDown(bound);
    };
  }

  private static void assertCounted(float[] values, float bound) {
    long notFinite = 0;
    long saturated = 0;
    for (float value : values) {
      notFinite += Float.isFinite(value) ? 0 : 1;
      saturated += Float.isFinite(value) && Math.abs(value) > bound ? 1 : 0;
    }
    Census census = new Census();
    Census.Tidiness tidiness = census.see(FloatVector.of(values), bound);
    assertEquals(notFinite, census.notFinite());
    assertEquals(saturated, census.saturated());
    assertEquals(new Census.Tidiness(notFinite == 0, saturated == 0), tidiness);
  }
}
