package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeanErrorTests {
  private final MeanError logLoss = new MeanError("log-loss", new LogLoss());
  private final MeanError mse = new MeanError("mse", new PowerError(2));
  private final MeanError mae = new MeanError("mae", new PowerError(1));

  @Test
  void logLoss_binary_isTheMeanOfMinusLogarithms() {
    Scores first = Scores.one(Scores.targets(1, 0), 0.25f, 0.5f);
    Scores second = Scores.one(Scores.targets(0), 0.75f);

    Map<String, Double> results = evaluate(logLoss, Scores.BINARY, first, second);

    // (ln 4 + ln 2 + ln 4) / 3
    assertEquals(5 * 0.6931471805599453 / 3, value(results, "log-loss"), 1e-12);
    assertEquals(3, value(results, "examples"));
    assertEquals(0, value(results, "log-loss.clipped"));
  }

  @Test
  void logLoss_classes_takesTheScoreOfTheLabel() {
    Scores site = Scores.several(3, Scores.targets(2, 0), 0.25f, 0.25f, 0.5f, 0.125f, 0.875f, 0);

    assertEquals(
        2 * 0.6931471805599453, value(evaluate(logLoss, Scores.THREE, site), "log-loss"), 1e-12);
  }

  @Test
  void logLoss_impossibleOrOverCertainScore_staysBetweenZeroAndThirty() {
    Scores site = Scores.one(Scores.targets(1, 1, 0, 0), 0, 1, 1.0000001f, -0.0000001f);

    Map<String, Double> results = evaluate(logLoss, Scores.BINARY, site);

    assertEquals(15, value(results, "log-loss"));
    assertEquals(2, value(results, "log-loss.clipped"));
  }

  @Test
  void distances_byHand_areAveraged() {
    Scores first = Scores.one(Scores.targets(1, 2), 3, 2);
    Scores second = Scores.one(Scores.targets(-1), -4);

    // Distances 2, 0 and 3.
    assertEquals(
        Map.of("mse", 13.0 / 3, "mse.clipped", 0.0, "examples", 3.0),
        evaluate(mse, Scores.REAL, first, second));
    assertEquals(
        Map.of("mae", 5.0 / 3, "mae.clipped", 0.0, "examples", 3.0),
        evaluate(mae, Scores.REAL, first, second));
  }

  @Test
  void distances_overTheLimit_areCutAndCounted() {
    Scores site = Scores.one(Scores.targets(0, 0, 0), 10, -2, 1);
    Settings two = Settings.of("max-error", "2");

    assertEquals(
        Map.of("mse", 3.0, "mse.clipped", 1.0, "examples", 3.0),
        Scores.evaluate(mse, Scores.REAL, two, site));
    assertEquals(
        Map.of("mae", 5.0 / 3, "mae.clipped", 1.0, "examples", 3.0),
        Scores.evaluate(mae, Scores.REAL, two, site));
  }

  @Test
  void finish_noExamples_leavesTheMeanOut() {
    assertEquals(
        Map.of("examples", 0.0, "mse.clipped", 0.0),
        evaluate(mse, Scores.REAL, Scores.one(Scores.targets())));
  }

  @Test
  void parts_sum_hasStepsThatManySitesCanAdd() {
    Part.Kind.Scalars sum =
        (Part.Kind.Scalars) mse.parts(Scores.REAL, Settings.none()).get(0).kind();

    double steps = (sum.max() - sum.min()) / sum.resolution();

    assertEquals(1e6 * 0x1p24, sum.max());
    assertTrue(steps * 4096 <= 0x1p64, () -> steps + " steps");
  }

  @Test
  void parts_labelThatDoesNotFit_isRefused() {
    assertRefused(ErrorCode.SCHEMA_INVALID, logLoss, Scores.REAL, Settings.none());
    assertRefused(ErrorCode.SCHEMA_INVALID, mse, Scores.BINARY, Settings.none());
    assertRefused(ErrorCode.SCHEMA_INVALID, mae, Scores.THREE, Settings.none());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e10", "NaN", "wide"})
  void parts_maxErrorOutsideItsRange_isRefused(String maxError) {
    Settings settings = Settings.of("max-error", maxError);

    assertRefused(ErrorCode.SETTING_INVALID, mse, Scores.REAL, settings);
    assertRefused(ErrorCode.SETTING_INVALID, mae, Scores.REAL, settings);
    assertRefused(ErrorCode.SETTING_UNKNOWN, logLoss, Scores.BINARY, settings);
  }

  private static void assertRefused(
      ErrorCode code, MeanError metric, DataSchema schema, Settings settings) {
    assertEquals(
        code, assertThrows(CloisterException.class, () -> metric.parts(schema, settings)).code());
  }

  private static Map<String, Double> evaluate(
      MeanError metric, DataSchema schema, Scores... sites) {
    return Scores.evaluate(metric, schema, Settings.none(), sites);
  }

  private static double value(Map<String, Double> results, String name) {
    return Objects.requireNonNull(results.get(name), name);
  }
}
