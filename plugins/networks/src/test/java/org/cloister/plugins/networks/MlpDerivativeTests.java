package org.cloister.plugins.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cloister.model.Batch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The session beside a reference in double precision. First differences there are exact to 1e-9 and
 * second ones to 1e-5; the session's floats add some 1e-6 for sums of a few dozen terms around 1.
 */
final class MlpDerivativeTests {
  private static final double FLOATS = 1e-5;
  private static final double SECOND_DIFFERENCES = 1e-4;

  private static void assertAllEqual(double[] expected, float[] given, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], given[i], tolerance * (1 + Math.abs(expected[i])), "value " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("org.cloister.plugins.networks.Fixture#all")
  void gradient_matchesReference(Fixture fixture) {
    try (fixture) {
      ReferenceMlp reference = fixture.reference();
      // Small batches after large ones, and one row, because the arrays stay.
      for (int rows : new int[] {Fixture.MAX_BATCH, 11, 1, 11, Fixture.MAX_BATCH}) {
        float[] point = fixture.point(rows);
        Batch batch = fixture.weighted(rows, rows);
        float[] gradient = new float[point.length];
        double loss = fixture.session().gradient(point, batch, gradient);
        double[] exact = Fixture.doubles(point);
        assertEquals(reference.loss(exact, batch), loss, FLOATS * (1 + loss));
        assertAllEqual(reference.gradient(exact, batch), gradient, FLOATS);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.cloister.plugins.networks.Fixture#all")
  void hessianProduct_matchesReference(Fixture fixture) {
    try (fixture) {
      for (int rows : new int[] {Fixture.MAX_BATCH, 7, 1}) {
        float[] point = fixture.point(rows);
        float[] direction = fixture.point(~rows);
        Batch batch = fixture.weighted(rows, rows);
        float[] product = new float[point.length];
        fixture.session().hessianProduct(point, batch, direction, product);
        double[] expected =
            fixture
                .reference()
                .hessianProduct(Fixture.doubles(point), batch, Fixture.doubles(direction));
        assertAllEqual(expected, product, SECOND_DIFFERENCES);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.cloister.plugins.networks.Fixture#all")
  void norms_equalThoseOfSingleGradients(Fixture fixture) {
    try (fixture) {
      float[] point = fixture.point(3);
      Batch batch = fixture.weighted(19, 3);
      double[] norms = new double[19];
      fixture.session().norms(point, batch, norms);
      for (int row = 0; row < norms.length; row++) {
        double sum = 0;
        for (float value : fixture.gradient(point, fixture.only(batch, row))) {
          sum += (double) value * value;
        }
        assertEquals(Math.sqrt(sum), norms[row], FLOATS * (1 + norms[row]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.cloister.plugins.networks.Fixture#all")
  void predict_matchesReference(Fixture fixture) {
    try (fixture) {
      float[] point = fixture.point(5);
      Batch batch = fixture.batch(13, 5);
      int outputs = fixture.session().outputs();
      float[] given = new float[13 * outputs];
      fixture.session().predict(point, batch, given);
      for (int row = 0; row < 13; row++) {
        double[] scores = fixture.reference().scores(Fixture.doubles(point), batch, row);
        double sum = 0;
        for (double score : scores) {
          sum += Math.exp(score);
        }
        for (int k = 0; k < outputs; k++) {
          double expected =
              switch (fixture.schema().target()) {
                case BINARY -> 1 / (1 + Math.exp(-scores[0]));
                case CLASS -> Math.exp(scores[k]) / sum;
                default -> scores[0];
              };
          assertEquals(expected, given[row * outputs + k], FLOATS);
        }
      }
    }
  }
}
