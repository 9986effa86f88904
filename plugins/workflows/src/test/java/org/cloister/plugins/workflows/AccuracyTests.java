package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.junit.jupiter.api.Test;

final class AccuracyTests {
  private final Accuracy accuracy = new Accuracy();

  @Test
  void finish_binaryAtTwoSites_isTheShareOfTheUnion() {
    Scores first = Scores.one(Scores.targets(1, 0, 1), 0.5f, 0.5f, 0.4f);
    Scores second = Scores.one(Scores.targets(0), 0.49f);

    // Right, wrong (0.5 counts as 1), wrong; right.
    assertEquals(
        Map.of("accuracy", 0.5, "examples", 4.0),
        Scores.evaluate(accuracy, Scores.BINARY, Settings.none(), first, second));
  }

  @Test
  void finish_classes_takesTheFirstGreatestScore() {
    Scores site =
        Scores.several(
            3,
            Scores.targets(2, 0, 1, 1),
            0.1f,
            0.2f,
            0.7f,
            0.4f,
            0.4f,
            0.2f,
            0.4f,
            0.4f,
            0.2f,
            0,
            1,
            0);

    assertEquals(
        Map.of("accuracy", 0.75, "examples", 4.0),
        Scores.evaluate(accuracy, Scores.THREE, Settings.none(), site));
  }

  @Test
  void finish_manyBatches_seesEveryRowOnce() {
    float[] targets = new float[1000];
    float[] scores = new float[1000];
    for (int i = 0; i < 1000; i++) {
      targets[i] = i % 2;
      scores[i] = i % 4 == 0 ? 1 : i % 2;
    }

    assertEquals(
        Map.of("accuracy", 0.75, "examples", 1000.0),
        Scores.evaluate(accuracy, Scores.BINARY, Settings.none(), Scores.one(targets, scores)));
  }

  @Test
  void finish_noExamples_leavesTheShareOut() {
    assertEquals(
        Map.of("examples", 0.0),
        Scores.evaluate(accuracy, Scores.BINARY, Settings.none(), Scores.one(Scores.targets())));
  }

  @Test
  void compute_scoreNotFinite_isRefused() {
    Scores site = Scores.one(Scores.targets(1), Float.NaN);

    assertEquals(
        ErrorCode.NOT_FINITE,
        assertThrows(
                CloisterException.class,
                () -> accuracy.compute(site, site.model(), Scores.BINARY, Settings.none()))
            .code());
  }

  @Test
  void compute_modelWithAnotherNumberOfScores_isRefused() {
    Scores site = Scores.several(2, Scores.targets(1), 0, 1);

    assertEquals(
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        assertThrows(
                CloisterException.class,
                () -> accuracy.compute(site, site.model(), Scores.THREE, Settings.none()))
            .code());
  }

  @Test
  void parts_labelOrSettingThatDoesNotFit_isRefused() {
    assertEquals(
        ErrorCode.SCHEMA_INVALID,
        assertThrows(CloisterException.class, () -> accuracy.parts(Scores.REAL, Settings.none()))
            .code());
    assertEquals(
        ErrorCode.SETTING_UNKNOWN,
        assertThrows(
                CloisterException.class,
                () -> accuracy.parts(Scores.BINARY, Settings.of("threshold", "0.5")))
            .code());
  }
}
