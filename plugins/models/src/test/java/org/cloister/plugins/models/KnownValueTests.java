package org.cloister.plugins.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.Target;
import org.junit.jupiter.api.Test;

/** Values worked out by hand. */
final class KnownValueTests {

  private static Fixture two(String id, Target target, int classes, String... settings) {
    return Fixture.of(id, BatchSchema.ofFeatures(2, target, classes), settings);
  }

  /** Rows (1, 2) and (3, -1). */
  private static Batch batch(Fixture fixture, float firstTarget, float secondTarget) {
    Batch batch = fixture.batch(2, 1);
    System.arraycopy(new float[] {1, 2, 3, -1}, 0, batch.dense(BatchInput.FEATURES), 0, 4);
    batch.target()[0] = firstTarget;
    batch.target()[1] = secondTarget;
    return batch;
  }

  private static float[] predicted(Fixture fixture, float[] weights, Batch batch) {
    float[] scores = new float[batch.rows() * fixture.session().outputs()];
    fixture.session().predict(weights, batch, scores);
    return scores;
  }

  @Test
  void linear_smallCase_isExact() {
    Fixture fixture = two("linear", Target.REAL, 0);
    // scores 2*1 - 1*2 + 0.5 = 0.5 and 2*3 + 1*1 + 0.5 = 7.5; residuals -1.5 and 0.5
    float[] weights = {2, -1, 0.5f};
    Batch batch = batch(fixture, 2, 7);
    assertEquals((1.125 + 0.125) / 2, fixture.loss(weights, batch));
    assertArrayEquals(new float[] {0, -1.75f, -0.5f}, fixture.gradient(weights, batch));
    assertArrayEquals(new float[] {0.5f, 7.5f}, predicted(fixture, weights, batch));
    double[] norms = new double[2];
    fixture.session().norms(weights, batch, norms);
    assertArrayEquals(new double[] {1.5 * Math.sqrt(6), 0.5 * Math.sqrt(11)}, norms, 1e-15);
    float[] product = new float[3];
    fixture.session().hessianProduct(weights, batch, new float[] {1, 0, 0}, product);
    assertArrayEquals(new float[] {5, -0.5f, 2}, product); // mean of x1 * (x1, x2, 1)
  }

  @Test
  void linear_penalty_isPartOfTheLossButNotForTheBias() {
    Fixture fixture = two("linear", Target.REAL, 0, "l2", "0.5");
    float[] weights = {2, -1, 0.5f};
    Batch batch = batch(fixture, 2, 7);
    assertEquals(0.625 + 0.25 * 5, fixture.loss(weights, batch));
    assertArrayEquals(new float[] {1, -2.25f, -0.5f}, fixture.gradient(weights, batch));
  }

  @Test
  void logistic_zeroWeights_isLogTwo() {
    Fixture fixture = two("logistic", Target.BINARY, 2);
    float[] zeros = new float[3];
    Batch batch = batch(fixture, 1, 0);
    assertEquals(Math.log(2), fixture.loss(zeros, batch), 1e-15);
    assertArrayEquals(new float[] {0.5f, -0.75f, 0}, fixture.gradient(zeros, batch));
    assertArrayEquals(new float[] {0.5f, 0.5f}, predicted(fixture, zeros, batch));
  }

  @Test
  void logistic_hugeLogits_staysFinite() {
    Fixture fixture = two("logistic", Target.BINARY, 2);
    float[] weights = {1000, 0, 0};
    assertEquals((0 + 3000) / 2.0, fixture.loss(weights, batch(fixture, 1, 0)));
    assertEquals((1000 + 0) / 2.0, fixture.loss(weights, batch(fixture, 0, 1)));
    assertEquals(
        (1000 + 3000) / 2.0, fixture.loss(new float[] {-1000, 0, 0}, batch(fixture, 1, 1)));
    assertArrayEquals(new float[] {1, 1}, predicted(fixture, weights, batch(fixture, 1, 0)));
    float[] product = new float[3];
    fixture.session().hessianProduct(weights, batch(fixture, 1, 0), new float[] {1, 1, 1}, product);
    assertArrayEquals(new float[3], product);
  }

  @Test
  void logistic_manyRows_sumsEachLogarithmOnce() {
    // more rows than one product of logarithms takes
    double[] scores = new double[1500];
    float[] targets = new float[1500];
    float[] ones = new float[1500];
    double expected = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (i - 700) / 90.0;
      targets[i] = i % 2;
      ones[i] = 1;
      expected += Math.log1p(Math.exp(scores[i])) - targets[i] * scores[i];
    }
    assertEquals(expected, new LogisticLoss().slopes(scores, 1500, 1, targets, ones), 1e-9);
  }

  @Test
  void softmax_zeroWeights_isLogOfClasses() {
    Fixture fixture = two("softmax", Target.CLASS, 3);
    float[] zeros = new float[9];
    Batch batch = batch(fixture, 0, 2);
    assertEquals(Math.log(3), fixture.loss(zeros, batch), 1e-15);
    float third = (float) (1.0 / 3);
    assertArrayEquals(
        new float[] {third, third, third, third, third, third}, predicted(fixture, zeros, batch));
    // class 0, row 1: -2/3 * (1, 2); row 2: 1/3 * (3, -1); halved
    float[] gradient = fixture.gradient(zeros, batch);
    assertEquals((-2 / 3.0 + 1) / 2, gradient[0], 1e-7);
    assertEquals((-4 / 3.0 - 1 / 3.0) / 2, gradient[1], 1e-7);
    assertEquals((-2 / 3.0 + 1 / 3.0) / 2, gradient[6], 1e-7);
  }

  @Test
  void softmax_hugeScores_staysFinite() {
    Fixture fixture = two("softmax", Target.CLASS, 2);
    float[] weights = {3e4f, 0, -3e4f, 0, 0, 0};
    assertEquals((0 + 18e4) / 2, fixture.loss(weights, batch(fixture, 0, 1)));
    assertArrayEquals(new float[] {1, 0, 1, 0}, predicted(fixture, weights, batch(fixture, 0, 1)));
  }

  @Test
  void softmax_ofTwoClasses_agreesWithLogistic() {
    Fixture softmax = two("softmax", Target.CLASS, 2);
    Fixture logistic = two("logistic", Target.BINARY, 2);
    Batch batch = batch(softmax, 0, 1);
    double both = softmax.loss(new float[] {0, 0, 0.3f, -0.7f, 0, 0.2f}, batch);
    assertEquals(both, logistic.loss(new float[] {0.3f, -0.7f, 0.2f}, batch), 1e-15);
    assertTrue(both > 0);
  }
}
