package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AucTests {
  private final Auc auc = new Auc();

  @Test
  void finish_byHand_countsOrderedPairsAndHalfTheTies() {
    Scores first = Scores.one(Scores.targets(1, 0, 0), 0.9f, 0.9f, 0.1f);
    Scores second = Scores.one(Scores.targets(1, 0), 0.2f, 0.7f);

    // 0.9 beats 0.1 and 0.7 and ties with 0.9; 0.2 beats 0.1: 3.5 of 6 pairs, one of them tied.
    Map<String, Double> results = evaluate(first, second);

    assertEquals(3.5 / 6, value(results, "auc"), 1e-15);
    assertEquals(0.5 / 6, value(results, "auc.error"), 1e-15);
    assertEquals(5, value(results, "examples"));
  }

  @Test
  void finish_separatedClasses_isOneWithoutError() {
    Map<String, Double> results =
        evaluate(Scores.one(Scores.targets(0, 0, 1, 1), 0, 0.2f, 0.3f, 1));

    assertEquals(Map.of("auc", 1.0, "auc.error", 0.0, "examples", 4.0), results);
  }

  @Test
  void finish_oneClassOnly_leavesTheAreaOut() {
    assertEquals(Map.of("examples", 2.0), evaluate(Scores.one(Scores.targets(1, 1), 0.3f, 0.4f)));
    assertEquals(Map.of("examples", 1.0), evaluate(Scores.one(Scores.targets(0), 0.3f)));
    assertEquals(Map.of("examples", 0.0), evaluate(Scores.one(Scores.targets())));
  }

  @Test
  void finish_scoresOutsideOfZeroToOne_goToTheOuterBins() {
    Map<String, Double> results = evaluate(Scores.one(Scores.targets(1, 0, 0), 7, -3, -2));

    assertEquals(1.0, value(results, "auc"));
  }

  /** The width of the interval that the scores lie in: from many bins to a part of one. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.01, 0.001, 0.0001})
  void finish_randomScores_isWithinItsErrorOfMannWhitney(double width) {
    double largestGap = 0;
    double largestError = 0;
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] targets = new float[400];
      float[] scores = new float[400];
      for (int i = 0; i < 400; i++) {
        targets[i] = random.nextInt(4) == 0 ? 1 : 0;
        double tilt = targets[i] == 1 ? Math.sqrt(random.nextDouble()) : random.nextDouble();
        scores[i] = (float) (0.4 + (width < 1 ? width * tilt : 0.6 * tilt));
      }
      Map<String, Double> results = evaluate(Scores.one(targets, scores));
      double gap = Math.abs(value(results, "auc") - mannWhitney(targets, scores));
      double error = value(results, "auc.error");

      assertTrue(gap <= error + 1e-12, "seed " + seed + ": " + gap + " is over " + error);
      largestGap = Math.max(largestGap, gap);
      largestError = Math.max(largestError, error);
    }
    // Not an empty promise: the gap exists, and is small where the scores spread.
    assertTrue(largestGap > largestError / 100, largestGap + " of " + largestError);
    assertTrue(width < 1 || largestError < 0.001, "error " + largestError);
  }

  private static double mannWhitney(float[] targets, float[] scores) {
    double wins = 0;
    double pairs = 0;
    for (int i = 0; i < targets.length; i++) {
      for (int j = 0; j < targets.length; j++) {
        if (targets[i] == 1 && targets[j] == 0) {
          pairs++;
          wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return wins / pairs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"4095", "0", "1048577", "many"})
  void parts_binsOutsideTheirRange_areRefused(String bins) {
    assertEquals(
        ErrorCode.SETTING_INVALID,
        assertThrows(
                CloisterException.class, () -> auc.parts(Scores.BINARY, Settings.of("bins", bins)))
            .code());
  }

  @Test
  void parts_moreBins_makeTheErrorSmaller() {
    Scores site = Scores.one(Scores.targets(1, 0), 0.50001f, 0.5f);

    assertEquals(
        8192, auc.parts(Scores.BINARY, Settings.of("bins", "8192")).get(0).kind().length());
    assertEquals(0.5, value(evaluate(site), "auc.error"));
    assertEquals(
        Map.of("auc", 1.0, "auc.error", 0.0, "examples", 2.0),
        Scores.evaluate(auc, Scores.BINARY, Settings.of("bins", "1048576"), site));
  }

  @Test
  void parts_labelOrSettingThatDoesNotFit_isRefused() {
    assertEquals(
        ErrorCode.SCHEMA_INVALID,
        assertThrows(CloisterException.class, () -> auc.parts(Scores.THREE, Settings.none()))
            .code());
    assertEquals(
        ErrorCode.SETTING_UNKNOWN,
        assertThrows(
                CloisterException.class, () -> auc.parts(Scores.BINARY, Settings.of("bin", "4096")))
            .code());
  }

  private Map<String, Double> evaluate(Scores... sites) {
    return Scores.evaluate(auc, Scores.BINARY, Settings.none(), sites);
  }

  private static double value(Map<String, Double> results, String name) {
    return Objects.requireNonNull(results.get(name), name);
  }
}
