package org.cloister.plugins.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConvergenceTests {
  private static final int STEPS = 3000;

  private static float[] descend(Fixture fixture, Batch batch, float[] start) {
    float[] weights = start.clone();
    float[] gradient = new float[weights.length];
    for (int step = 0; step < STEPS; step++) {
      fixture.session().gradient(weights, batch, gradient);
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= 0.5f * gradient[i];
      }
    }
    return weights;
  }

  @ParameterizedTest
  @CsvSource({"0", "0.2"})
  void linear_descends_toTheNormalEquations(double l2) {
    Fixture fixture = Fixture.of("linear", "l2", Double.toString(l2));
    Batch batch = fixture.weighted(60, 9);
    float[] found = descend(fixture, batch, fixture.initial(1));
    double[] exact = normalEquations(batch, l2);
    for (int i = 0; i < exact.length; i++) {
      assertEquals(exact[i], found[i], 1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "softmax"})
  void penalised_anyStart_endsAtTheSameMinimum(String id) {
    Fixture fixture = Fixture.of(id, "l2", "0.1", "initial", "uniform");
    Batch batch = fixture.batch(60, 9);
    float[] first = descend(fixture, batch, fixture.initial(1));
    float[] second = descend(fixture, batch, fixture.initial(2));
    // The softmax is invariant to a common shift of all biases, so compare gradients for both.
    for (float value : fixture.gradient(first, batch)) {
      assertEquals(0, value, 1e-6);
    }
    assertEquals(fixture.loss(first, batch), fixture.loss(second, batch), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear", "logistic", "softmax"})
  void descent_sameSeed_givesSameBits(String id) {
    Fixture fixture = Fixture.of(id, "initial", "uniform");
    float[] first = descend(fixture, fixture.batch(50, 3), fixture.initial(4));
    Fixture again = Fixture.of(id, "initial", "uniform");
    assertArrayEquals(first, descend(again, again.batch(50, 3), again.initial(4)));
  }

  @Test
  void gradient_smallBatchAfterLarge_seesOnlyItsRows() {
    Fixture fixture = Fixture.of("softmax");
    float[] point = fixture.point(2);
    float[] alone = fixture.gradient(point, fixture.batch(3, 5));
    float[] large = fixture.gradient(point, fixture.batch(64, 6));
    assertArrayEquals(alone, fixture.gradient(point, fixture.batch(3, 5)));
    assertNotEquals(Arrays.hashCode(alone), Arrays.hashCode(large));
  }

  /** Solves {@code (X'WX + n' l2 I) w = X'Wy}, the bias not penalised, by Gauss elimination. */
  private static double[] normalEquations(Batch batch, double l2) {
    int d = Fixture.FEATURES;
    double[][] a = new double[d + 1][d + 2];
    for (int i = 0; i < batch.rows(); i++) {
      double weight = batch.exampleWeight()[i];
      double[] x = new double[d + 1];
      for (int j = 0; j < d; j++) {
        x[j] = batch.dense(BatchInput.FEATURES)[i * d + j];
      }
      x[d] = 1;
      for (int j = 0; j <= d; j++) {
        for (int k = 0; k <= d; k++) {
          a[j][k] += weight * x[j] * x[k];
        }
        a[j][j] += j < d ? weight * l2 : 0;
        a[j][d + 1] += weight * x[j] * batch.target()[i];
      }
    }
    for (int p = 0; p <= d; p++) {
      for (int j = 0; j <= d; j++) {
        if (j != p) {
          double factor = a[j][p] / a[p][p];
          for (int k = p; k <= d + 1; k++) {
            a[j][k] -= factor * a[p][k];
          }
        }
      }
    }
    double[] solution = new double[d + 1];
    for (int j = 0; j <= d; j++) {
      solution[j] = a[j][d + 1] / a[j][j];
    }
    return solution;
  }
}
