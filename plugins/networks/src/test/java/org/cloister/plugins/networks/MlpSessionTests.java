package org.cloister.plugins.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.Block;
import org.cloister.model.Target;
import org.junit.jupiter.api.Test;

final class MlpSessionTests {

  private static float[] descend(Fixture fixture, Batch batch, float[] start, int steps) {
    float[] weights = start.clone();
    float[] gradient = new float[weights.length];
    for (int step = 0; step < steps; step++) {
      fixture.session().gradient(weights, batch, gradient);
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= 0.5f * gradient[i];
      }
    }
    return weights;
  }

  @Test
  void descent_onExclusiveOr_separatesIt() {
    try (Fixture fixture = Fixture.of(2, Target.BINARY, 2, "8", "tanh")) {
      Batch batch = fixture.batch(4, 1);
      float[] corners = {0, 0, 0, 1, 1, 0, 1, 1};
      System.arraycopy(corners, 0, batch.dense(BatchInput.FEATURES), 0, 8);
      System.arraycopy(new float[] {0, 1, 1, 0}, 0, batch.target(), 0, 4);
      float[] weights = descend(fixture, batch, fixture.initial(3), 2000);
      float[] scores = new float[4];
      fixture.session().predict(weights, batch, scores);
      assertTrue(
          scores[0] < 0.1 && scores[1] > 0.9 && scores[2] > 0.9 && scores[3] < 0.1,
          () -> Arrays.toString(scores));
    }
  }

  @Test
  void descent_sameSeed_givesSameBits() {
    for (String activation : new String[] {"relu", "tanh"}) {
      try (Fixture first = Fixture.of(20, Target.CLASS, 5, "33,17", activation);
          Fixture second = Fixture.of(20, Target.CLASS, 5, "33,17", activation)) {
        float[] expected = descend(first, first.batch(31, 4), first.initial(4), 50);
        assertArrayEquals(expected, descend(second, second.batch(31, 4), second.initial(4), 50));
        float[] other = descend(second, second.batch(31, 4), second.initial(5), 50);
        assertFalse(Arrays.equals(expected, other));
      }
    }
  }

  @Test
  void gradient_hugeScores_staysFinite() {
    for (Target target : new Target[] {Target.CLASS, Target.BINARY}) {
      try (Fixture fixture = Fixture.of(3, target, 2, "4", "relu")) {
        float[] weights = fixture.point(1);
        for (int i = 0; i < weights.length; i++) {
          weights[i] *= 1e6f;
        }
        Batch batch = fixture.batch(9, 1);
        float[] gradient = new float[weights.length];
        double loss = fixture.session().gradient(weights, batch, gradient);
        assertTrue(Double.isFinite(loss) && loss > 0, () -> "loss " + loss);
        for (float value : gradient) {
          assertTrue(Float.isFinite(value));
        }
      }
    }
  }

  @Test
  void tanh_everySize_isAccurate() {
    float[] values = {0f, -0f, 1e-30f, 1e-6f, 2e-5f, -3e-4f, 0.01f, -0.5f, 3f, -20f, 200f, -1e30f};
    float[] given = values.clone();
    Activation.TANH.apply(given, given.length);
    for (int i = 0; i < values.length; i++) {
      double expected = Math.tanh(values[i]);
      assertEquals(expected, given[i], 1.2e-7 * Math.abs(expected));
    }
  }

  @Test
  void session_wrongShapes_areRefused() {
    try (Fixture fixture = Fixture.of(3, Target.CLASS, 3, "4", "relu")) {
      MlpSession session = fixture.session();
      float[] point = fixture.point(1);
      float[] same = new float[point.length];
      float[] shorter = new float[point.length - 1];
      Batch batch = fixture.batch(8, 1);
      Batch none = fixture.batch(0, 1);
      Batch larger = new Batch(Fixture.MAX_BATCH + 1, batch.inputs());
      larger.setRows(Fixture.MAX_BATCH + 1);
      Batch narrow = new Batch(8, Map.of(BatchInput.FEATURES, new Block.Dense(2, new float[16])));
      narrow.setRows(8);
      Batch outside = fixture.batch(8, 1);
      outside.target()[3] = 3;
      for (Batch bad : new Batch[] {none, larger, narrow, outside}) {
        assertThrows(IllegalArgumentException.class, () -> session.gradient(point, bad, same));
      }
      assertThrows(IllegalArgumentException.class, () -> session.gradient(shorter, batch, same));
      assertThrows(IllegalArgumentException.class, () -> session.gradient(point, batch, shorter));
      assertThrows(
          IllegalArgumentException.class,
          () -> session.hessianProduct(point, batch, shorter, same));
      session.predict(point, none, new float[0]);
    }
  }

  @Test
  void close_twice_isHarmlessAndNothingWorksAfterwards() {
    Fixture fixture = Fixture.of(3, Target.CLASS, 3, "4", "relu");
    float[] point = fixture.point(1);
    Batch batch = fixture.batch(8, 1);
    float[] product = new float[point.length];
    fixture.session().hessianProduct(point, batch, point, product);
    fixture.close();
    fixture.close();
    assertThrows(
        IllegalStateException.class, () -> fixture.session().gradient(point, batch, product));
  }
}
