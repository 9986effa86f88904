package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Resources;
import org.cloister.model.Settings;
import org.cloister.spi.Candidate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectRandomTests {
  /** The 1 - 1e-6 quantile of the chi-square distribution with 9 degrees of freedom. */
  private static final double LIMIT = 44.811;

  private static final int TRIALS = 20_000;

  private final SelectRandom selector = new SelectRandom();

  /**
   * 20 000 draws of 2 of 5 sites: Pearson's statistic over the 10 subsets passes its limit by
   * chance once in a million selectors.
   */
  @Test
  void select_subsets_areEquallyLikely() {
    Settings two = Settings.of("count", "2");

    double overSeeds = statistic(seed -> selector.select(1, sites(5), two, seed));
    double overRounds = statistic(round -> selector.select((int) round + 1, sites(5), two, 42));

    assertTrue(overSeeds < LIMIT, () -> "statistic " + overSeeds + " over seeds from 0");
    assertTrue(overRounds < LIMIT, () -> "statistic " + overRounds + " over rounds of seed 42");
  }

  /** Each site is as likely as the others here, but only neighbours come together. */
  @Test
  void select_neighboursOnly_isFoundOut() {
    double biased =
        statistic(
            seed -> {
              int first = new SplittableRandom(seed).nextInt(5);
              return IntStream.of(first, (first + 1) % 5).sorted().mapToObj(i -> "s" + i).toList();
            });

    assertTrue(biased > LIMIT, () -> "statistic " + biased);
  }

  private static double statistic(LongFunction<List<String>> draw) {
    Map<List<String>, Integer> counts = new HashMap<>();
    LongStream.range(0, TRIALS).forEach(i -> counts.merge(draw.apply(i), 1, Integer::sum));
    double expected = TRIALS / 10.0;
    double statistic = expected * (10 - counts.size());
    for (int count : counts.values()) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    return statistic;
  }

  @Test
  void select_sameArguments_givesTheSameInRosterOrder() {
    Settings half = Settings.of("fraction", "0.5");
    List<String> chosen = selector.select(3, sites(20), half, 9);

    assertEquals(chosen, selector.select(3, sites(20), half, 9));
    assertEquals(sites(20).stream().map(Candidate::site).filter(chosen::contains).toList(), chosen);
    assertNotEquals(chosen, selector.select(4, sites(20), half, 9));
    assertNotEquals(chosen, selector.select(3, sites(20), half, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "fraction, 1, 7, 7",
    "fraction, 0.5, 7, 4",
    "fraction, 0.1, 30, 3",
    "fraction, 0.01, 7, 1",
    "count, 3, 7, 3",
    "count, 9, 7, 7",
    "count, 1, 1, 1"
  })
  void select_size_followsTheSetting(String name, String value, int sites, int expected) {
    assertEquals(expected, selector.select(1, sites(sites), Settings.of(name, value), 5).size());
  }

  @ParameterizedTest
  @CsvSource({
    "fraction, 0",
    "fraction, 1.1",
    "fraction, -1",
    "fraction, NaN",
    "count, 0",
    "count, 1.5"
  })
  void select_settingOutsideItsRange_isRefused(String name, String value) {
    assertRefused(ErrorCode.SETTING_INVALID, Settings.of(name, value));
  }

  @Test
  void select_bothNeitherOrUnknown_isRefused() {
    assertRefused(ErrorCode.SETTING_INVALID, Settings.none());
    assertRefused(ErrorCode.SETTING_INVALID, Settings.of("fraction", "0.5", "count", "2"));
    assertRefused(ErrorCode.SETTING_UNKNOWN, Settings.of("share", "0.5"));
  }

  private void assertRefused(ErrorCode code, Settings settings) {
    assertEquals(
        code,
        assertThrows(CloisterException.class, () -> selector.select(1, sites(3), settings, 1))
            .code());
  }

  @Test
  void all_anyRound_choosesEverybody() {
    SelectAll all = new SelectAll();

    assertEquals(List.of("s0", "s1", "s2"), all.select(1, sites(3), Settings.none(), 1));
    assertEquals(
        ErrorCode.SETTING_UNKNOWN,
        assertThrows(
                CloisterException.class,
                () -> all.select(1, sites(3), Settings.of("count", "1"), 1))
            .code());
  }

  private static List<Candidate> sites(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Candidate("s" + i, new Resources(1, 0, 0, 0, 0)))
        .toList();
  }
}
