package org.cloister.plugins.aggregators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.SiteWeight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FedSgdTests {
  private static final List<double[]> SITES =
      List.of(new double[] {1, 2, 3}, new double[] {8}, new double[] {-4, 0});
  private static final Settings ADD = Settings.of("combine", "sum");

  private final FedSgd rule = new FedSgd();

  @Test
  void aggregate_mean_equalsDescentOnTheUnion() {
    float federated = 5;
    double central = 5;
    for (int round = 0; round < 25; round++) {
      federated = Rounds.next(rule, Settings.none(), federated, 0.2, 1, SITES);
      central -= 0.2 * Rounds.gradient(central, 1, 2, 3, 8, -4, 0);
    }

    assertEquals(central, federated, 1e-5);
  }

  @Test
  void aggregate_sum_equalsDescentOnTheSumOfTheSitesLosses() {
    float federated = 5;
    double central = 5;
    for (int round = 0; round < 25; round++) {
      federated = Rounds.next(rule, ADD, federated, 0.1, 1, SITES);
      double gradient = 0;
      for (double[] site : SITES) {
        gradient += Rounds.gradient(central, site);
      }
      central -= 0.1 * gradient;
    }

    assertEquals(central, federated, 1e-5);
  }

  @Test
  void aggregate_byHand_addsMeanOrSum() {
    assertEquals(12f, next(Settings.none()));
    assertEquals(18f, next(ADD));
    assertEquals(14f, next(ADD.with("server-rate", "0.5")));
  }

  /** From 10, with the changes' sum 8 and weights' sum 4. */
  private float next(Settings settings) {
    return rule.aggregate(Rounds.task(settings, 10), Rounds.sum(4, 4, 8)).weights().toArray()[0];
  }

  @Test
  void aggregate_noWeightAtAll_voidsTheMeanOnly() {
    CloisterException refusal =
        assertThrows(
            CloisterException.class,
            () -> rule.aggregate(Rounds.task(Settings.none(), 1), Rounds.sum(0, 2, 0)));

    assertEquals(ErrorCode.ROUND_VOID, refusal.code());
    assertEquals(
        1f, rule.aggregate(Rounds.task(ADD, 1), Rounds.sum(0, 2, 0)).weights().toArray()[0]);
  }

  @Test
  void weighting_sum_isUniform() {
    assertEquals(SiteWeight.UNIFORM, rule.weighting(ADD));
    assertEquals(SiteWeight.EXAMPLES, rule.weighting(Settings.none()));
  }

  @ParameterizedTest
  @CsvSource({"combine, median", "server-rate, 0", "server-rate, nought"})
  void needs_settingOutsideItsRange_isRefused(String name, String value) {
    CloisterException refusal =
        assertThrows(CloisterException.class, () -> rule.needs(Settings.of(name, value)));

    assertEquals(ErrorCode.SETTING_INVALID, refusal.code());
  }

  @Test
  void needs_unknownSetting_isRefused() {
    CloisterException refusal =
        assertThrows(
            CloisterException.class, () -> rule.needs(Settings.of("weighting", "uniform")));

    assertEquals(ErrorCode.SETTING_UNKNOWN, refusal.code());
  }
}
