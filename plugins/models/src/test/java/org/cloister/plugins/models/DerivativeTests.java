package org.cloister.plugins.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.cloister.model.Batch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Loss against gradient, gradient against norms and Hessian products. Losses are doubles and steps
 * are exact in a float, so that a central difference of step {@code h} is off by {@code h^2 / 6}
 * times a third derivative, here below 4: under 1e-6; a float gradient adds 1e-7 of its size.
 */
final class DerivativeTests {
  private static final double TOLERANCE = 2e-6;
  private static final int ROWS = 37;

  static Stream<Fixture> models() {
    return Stream.of("linear", "logistic", "softmax")
        .flatMap(id -> Stream.of(Fixture.of(id), Fixture.of(id, "l2", "0.3")));
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradient_matchesCentralDifferences(Fixture fixture) {
    for (long seed = 1; seed <= 5; seed++) {
      float[] point = fixture.point(seed);
      Batch batch = fixture.weighted(ROWS, seed);
      float[] gradient = fixture.gradient(point, batch);
      for (int i = 0; i < point.length; i++) {
        float at = point[i];
        point[i] = (float) (at + Fixture.STEP);
        double above = fixture.loss(point, batch);
        point[i] = (float) (at - Fixture.STEP);
        double below = fixture.loss(point, batch);
        point[i] = at;
        assertEquals((above - below) / (2 * Fixture.STEP), gradient[i], TOLERANCE, "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void norms_equalThoseOfSingleGradients(Fixture fixture) {
    for (long seed = 1; seed <= 5; seed++) {
      float[] point = fixture.point(seed);
      Batch batch = fixture.weighted(ROWS, seed);
      double[] norms = new double[ROWS];
      fixture.session().norms(point, batch, norms);
      for (int row = 0; row < ROWS; row++) {
        double sum = 0;
        for (float value : fixture.gradient(point, fixture.only(batch, row))) {
          sum += (double) value * value;
        }
        assertEquals(Math.sqrt(sum), norms[row], 1e-6 * (1 + norms[row]), "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void hessianProduct_matchesDifferencesOfGradients(Fixture fixture) {
    for (long seed = 1; seed <= 5; seed++) {
      float[] point = fixture.point(seed);
      float[] direction = fixture.point(seed + 100);
      Batch batch = fixture.weighted(ROWS, seed);
      float[] product = new float[point.length];
      fixture.session().hessianProduct(point, batch, direction, product);
      // Off by h^2 / 6 = 4e-5 times a third derivative along the direction, which has a norm of
      // up to 5; rounding a float gradient adds 6e-8 / 2h, below 1e-5.
      double h = 1.0 / 64;
      float[] above = fixture.gradient(moved(point, direction, h), batch);
      float[] below = fixture.gradient(moved(point, direction, -h), batch);
      for (int i = 0; i < point.length; i++) {
        assertEquals((above[i] - below[i]) / (2 * h), product[i], 2e-3, "seed " + seed);
      }
      // A quadratic loss has no third derivative, and so no error of the difference.
      if (fixture.model().id().equals("linear")) {
        for (int i = 0; i < point.length; i++) {
          assertEquals((above[i] - below[i]) / (2 * h), product[i], 2e-5, "seed " + seed);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradient_isLinearInExampleWeights(Fixture fixture) {
    float[] point = fixture.point(3);
    Batch batch = fixture.weighted(ROWS, 3);
    double loss = 0;
    double[] sum = new double[point.length];
    for (int row = 0; row < ROWS; row++) {
      Batch one = fixture.only(batch, row);
      float weight = batch.exampleWeight()[row];
      loss += weight * fixture.loss(point, one) / ROWS;
      float[] gradient = fixture.gradient(point, one);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (double) weight * gradient[i] / ROWS;
      }
    }
    assertEquals(loss, fixture.loss(point, batch), 1e-12 * (1 + loss));
    float[] gradient = fixture.gradient(point, batch);
    for (int i = 0; i < sum.length; i++) {
      assertEquals(sum[i], gradient[i], 1e-6);
    }
  }

  private static float[] moved(float[] point, float[] direction, double step) {
    float[] moved = new float[point.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (point[i] + step * direction[i]);
    }
    return moved;
  }
}
