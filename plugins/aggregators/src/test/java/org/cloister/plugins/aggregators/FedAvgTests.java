package org.cloister.plugins.aggregators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.SiteWeight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FedAvgTests {
  private final FedAvg rule = new FedAvg();

  @Test
  void aggregate_threeExamplesAgainstOne_isTheWeightedMean() {
    // Sites with weights 3 and 1 changed by 1 and 5 (and by 2 and -2): means 2 and 1.
    AggregationTask task = Rounds.task(Settings.none(), 10, 20);

    Aggregated next = rule.aggregate(task, Rounds.sum(4, 2, 8, 4));

    assertArrayEquals(new float[] {12, 21}, next.weights().toArray());
    assertSame(task.state(), next.state());
  }

  @Test
  void aggregate_serverRate_scalesTheStep() {
    AggregationTask task = Rounds.task(Settings.of("server-rate", "0.5"), 10);

    assertArrayEquals(
        new float[] {11}, rule.aggregate(task, Rounds.sum(4, 2, 8)).weights().toArray());
  }

  @Test
  void aggregate_twice_givesTheSameBits() {
    AggregationTask task = Rounds.task(Settings.of("server-rate", "0.3"), 0.1f, 0.7f);

    assertArrayEquals(
        rule.aggregate(task, Rounds.sum(7, 3, 0.3f, 1e-7f)).weights().toArray(),
        rule.aggregate(task, Rounds.sum(7, 3, 0.3f, 1e-7f)).weights().toArray());
  }

  @Test
  void aggregate_eachValue_isRoundedOnce() {
    // 2^24 - 1 + 0.5 - 1e-9 is nearest to 2^24 - 1; a mean rounded to 0.5 first would go to 2^24.
    float current = 16777215f;
    float[] next =
        rule.aggregate(Rounds.task(Settings.none(), current), Rounds.sum(2.000000004, 2, 1))
            .weights()
            .toArray();

    assertEquals(0.5f, (float) (1 / 2.000000004));
    assertEquals(current, next[0]);
  }

  @Test
  void aggregate_equallyCurvedSites_equalsDescentOnTheUnion() {
    // The same curvature at each site: several local steps are several steps on the union.
    List<double[]> sites = List.of(new double[] {1, 2, 3}, new double[] {8}, new double[] {-4, 0});
    double central = 5;
    float federated = 5;
    for (int round = 0; round < 10; round++) {
      federated = Rounds.next(rule, Settings.none(), federated, 0.1, 4, sites);
      for (int step = 0; step < 4; step++) {
        central -= 0.1 * Rounds.gradient(central, 1, 2, 3, 8, -4, 0);
      }
    }

    assertEquals(central, federated, 1e-5);
  }

  @Test
  void aggregate_uniformWeights_countsSitesNotExamples() {
    List<double[]> sites = List.of(new double[] {3, 3, 3}, new double[] {1});
    Settings uniform = Settings.of("weighting", "uniform");

    // One local step of rate 1 goes to the mean of a site.
    assertEquals(2f, Rounds.next(rule, uniform, 0, 1, 1, sites));
    assertEquals(2.5f, Rounds.next(rule, Settings.none(), 0, 1, 1, sites));
  }

  @Test
  void aggregate_noWeightAtAll_voidsTheRound() {
    CloisterException refusal =
        assertThrows(
            CloisterException.class,
            () -> rule.aggregate(Rounds.task(Settings.none(), 1), Rounds.sum(0, 2, 0)));

    assertEquals(ErrorCode.ROUND_VOID, refusal.code());
  }

  @Test
  void aggregate_largeModel_isReadRangeByRange() {
    Streams streams = new Streams(10_000_000);

    rule.aggregate(streams.task(), streams.sum());

    assertEquals(10_000_000, streams.written());
    assertTrue(streams.largestRead() <= 1 << 16, () -> "read " + streams.largestRead());
  }

  @Test
  void needs_goodSettings_isTheChangeAlone() {
    assertEquals(
        Set.of(Part.DELTA), rule.needs(Settings.of("weighting", "uniform", "server-rate", "2")));
    assertEquals(SiteWeight.UNIFORM, rule.weighting(Settings.of("weighting", "uniform")));
    assertEquals(SiteWeight.EXAMPLES, rule.weighting(Settings.none()));
  }

  @ParameterizedTest
  @CsvSource({"weighting, bytes", "server-rate, 0", "server-rate, -1", "server-rate, Infinity"})
  void needs_settingOutsideItsRange_isRefused(String name, String value) {
    CloisterException refusal =
        assertThrows(CloisterException.class, () -> rule.needs(Settings.of(name, value)));

    assertEquals(ErrorCode.SETTING_INVALID, refusal.code());
  }

  @Test
  void needs_unknownSetting_isRefused() {
    CloisterException refusal =
        assertThrows(CloisterException.class, () -> rule.needs(Settings.of("rate", "1")));

    assertEquals(ErrorCode.SETTING_UNKNOWN, refusal.code());
  }
}
