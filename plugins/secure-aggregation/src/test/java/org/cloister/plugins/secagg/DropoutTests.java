package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever drops out when: the sum is exactly that of those whose input came, or there is none. In a
 * pattern each site has the number of the first step that it does not take any more.
 */
class DropoutTests {
  private static final List<String> STEPS =
      List.of(Steps.KEYS, Steps.SHARES, Steps.INPUT, Steps.CONSENT, Steps.REVEAL);
  static final int STAYS = STEPS.size();

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  void play_everySubsetAtEveryStep_sumsExactlyOrNotAtAll(int n) {
    for (int step = 0; step < STAYS; step++) {
      for (int subset = 0; subset < 1 << n; subset++) {
        int[] pattern = new int[n];
        for (int i = 0; i < n; i++) {
          pattern[i] = (subset >> i & 1) == 1 ? step : STAYS;
        }
        check(pattern, subset % 2 == 0, 32, "n " + n + " step " + step + " subset " + subset);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void play_everyPatternOfSteps_sumsExactlyOrNotAtAll(int n) {
    int patterns = (int) StrictMath.pow(STAYS + 1, n);
    for (int p = 0; p < patterns; p++) {
      int[] pattern = new int[n];
      for (int i = 0, rest = p; i < n; i++, rest /= STAYS + 1) {
        pattern[i] = rest % (STAYS + 1);
      }
      check(pattern, p % 2 == 0, 20, "n " + n + " pattern " + p);
    }
  }

  @Test
  void play_fiveHundredRandomPatterns_sumExactlyOrNotAtAll() {
    int revealed = 0;
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom chance = new SplittableRandom(seed);
      double size = chance.nextDouble();
      int n = seed >= 498 ? 101 : 3 + (int) (18 * size * size * size);
      double leaving = 0.35 * chance.nextDouble();
      int[] pattern = new int[n];
      for (int i = 0; i < n; i++) {
        pattern[i] = chance.nextDouble() < leaving ? chance.nextInt(STAYS) : STAYS;
      }
      int bits = List.of(8, 31, 32, 33, 64).get(chance.nextInt(5));
      revealed += check(pattern, chance.nextBoolean(), bits, "seed " + seed) ? 1 : 0;
    }
    assertTrue(revealed >= 150 && revealed <= 450, "one kind of end hardly came: " + revealed);
  }

  /** Plays a pattern; whether there was a sum. */
  private static boolean check(int[] pattern, boolean late, int bits, String what) {
    return check(Stage.plan(pattern.length, bits, 5), pattern, late, what);
  }

  static boolean check(SessionPlan plan, int[] pattern, boolean late, String what) {
    try (Stage stage = new Stage(new BonawitzAggregation(), plan)) {
      return new Leaving(STEPS, pattern).check(stage, late, () -> reveals(pattern), what);
    }
  }

  private static boolean reveals(int[] pattern) {
    int threshold = Terms.leastThreshold(pattern.length);
    boolean enough = true;
    for (int step = 0; step < STAYS; step++) {
      enough &= new Leaving(STEPS, pattern).staying(step).size() >= Math.max(3, threshold);
    }
    return enough;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void gone_oneOfFourAtAnyStep_endsWithoutADeadline(int step) {
    try (Stage stage = new Stage(new BonawitzAggregation(), Stage.plan(4, 32, 9))) {
      int[] pattern = {STAYS, step, STAYS, STAYS};
      stage.wire =
          (from, message) -> {
            boolean before = stage.played.present().contains("site-1");
            List<SessionMessage> passed = new Leaving(STEPS, pattern).pass(stage, from, message);
            if (before && !stage.played.present().contains("site-1")) {
              stage.send(Stage.HUB, stage.hub.gone("site-1"));
            }
            return passed;
          };
      stage.start().contribute().deliver();
      assertTrue(stage.hub.ended());
      List<Integer> survivors = step > 2 ? List.of(0, 1, 2, 3) : List.of(0, 2, 3);
      assertEquals(stage.sumOf(survivors), stage.revealed());
    }
  }

  @Test
  void sum_belowTheThreshold_revealsNoShareAtAll() {
    try (Stage stage = new Stage(new BonawitzAggregation(), Stage.plan(4, 32, 9))) {
      int[] pattern = {STAYS, 2, 2, STAYS};
      stage.wire = (from, message) -> new Leaving(STEPS, pattern).pass(stage, from, message);
      stage.play();
      assertTrue(stage.hub.sum().isEmpty());
      TreeSet<String> steps = new TreeSet<>();
      stage.seen().forEach(letter -> steps.add(letter.message().step()));
      assertTrue(
          !steps.contains(Steps.REVEAL) && !steps.contains(Steps.SURVIVORS), steps::toString);
    }
  }
}
