package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.cloister.model.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever drops out when of a session on a sparse graph: the sum is exactly that of those whose
 * input came, or there is none. What is expected follows from the circle that was drawn and is
 * counted here in its own way. In a pattern each site has the number of the first step that it does
 * not take any more.
 */
class RingDropoutTests {
  private static final List<String> STEPS =
      List.of(Steps.KEYS, Steps.OPENING, Steps.SHARES, Steps.INPUT, Steps.CONSENT, Steps.REVEAL);
  private static final int STAYS = STEPS.size();

  @ParameterizedTest
  @CsvSource({"5, 2, 2, 3, 1", "6, 4, 3, 5, 1", "6, 2, 2, 3, 2", "7, 4, 3, 5, 2"})
  void play_everySubsetAtEveryStep_sumsExactlyOrNotAtAll(int n, int k, int t, int floor, int m) {
    SparseTerms terms = new SparseTerms(k, t, floor, m);
    int revealed = 0;
    for (int step = 0; step < STAYS; step++) {
      for (int subset = 0; subset < 1 << n; subset++) {
        int[] pattern = new int[n];
        for (int i = 0; i < n; i++) {
          pattern[i] = (subset >> i & 1) == 1 ? step : STAYS;
        }
        String what = "n " + n + " step " + step + " subset " + subset;
        revealed += check(terms, pattern, subset % 2 == 0, 32, what) ? 1 : 0;
      }
    }
    assertTrue(revealed > STAYS && revealed < STAYS << n, "one kind of end never came");
  }

  @Test
  void play_randomPatternsOfMixedSteps_sumExactlyOrNotAtAll() {
    int revealed = 0;
    for (int seed = 0; seed < 160; seed++) {
      SplittableRandom chance = new SplittableRandom(seed);
      int n = 8 + chance.nextInt(12);
      int k = 2 * (2 + chance.nextInt(2));
      SparseTerms terms = new SparseTerms(k, 2 * k / 3 + 1, k + 2, chance.nextInt(3));
      int bits = List.of(8, 31, 32, 33, 64).get(chance.nextInt(5));
      int[] pattern = leaving(n, 0.2 * chance.nextDouble(), chance);
      revealed += check(terms, pattern, chance.nextBoolean(), bits, "seed " + seed) ? 1 : 0;
    }
    assertTrue(revealed >= 40 && revealed <= 120, "one kind of end hardly came: " + revealed);
  }

  /** 150 to 300 sites; patterns with few neighbours. */
  @Test
  void play_manySites_sumExactlyOrNotAtAll() {
    int revealed = 0;
    for (int seed = 0; seed < 8; seed++) {
      SplittableRandom chance = new SplittableRandom(seed);
      int n = 150 + chance.nextInt(seed == 0 ? 151 : 10);
      SparseTerms terms = new SparseTerms(4, 3, n - n / 10, 3);
      int[] pattern = leaving(n, 0.04 * chance.nextDouble(), chance);
      revealed += check(terms, pattern, chance.nextBoolean(), 32, "seed " + seed) ? 1 : 0;
    }
    assertTrue(revealed >= 1 && revealed <= 7, "one kind of end hardly came: " + revealed);
  }

  /** With the terms that the protocol itself finds. */
  @Test
  void play_realTermsWithDropouts_sumsExactly() {
    SparseTerms terms = SparseTerms.of(150, Settings.of("dropout", "0.05"));
    SplittableRandom chance = new SplittableRandom(1);
    int[] pattern = leaving(150, 0, chance);
    pattern[17] = 0;
    pattern[3] = 1;
    pattern[99] = 2;
    pattern[5] = 3;
    pattern[140] = 4;
    pattern[141] = 5;
    assertTrue(check(terms, pattern, false, 32, "150 sites"));
  }

  private static int[] leaving(int n, double rate, SplittableRandom chance) {
    int[] pattern = new int[n];
    for (int i = 0; i < n; i++) {
      pattern[i] = chance.nextDouble() < rate ? chance.nextInt(STAYS) : STAYS;
    }
    return pattern;
  }

  /** Plays a pattern; whether there was a sum. */
  private static boolean check(
      SparseTerms terms, int[] pattern, boolean late, int bits, String what) {
    try (Stage stage =
        new Stage(Rings.protocol(terms), Rings.plan(terms, pattern.length, bits, 5))) {
      return new Leaving(STEPS, pattern)
          .check(stage, late, () -> reveals(stage, terms, pattern), what);
    }
  }

  /** Those who take the step of that number. */
  private static Set<Integer> staying(int[] pattern, int step) {
    return new Leaving(STEPS, pattern).staying(step);
  }

  private static boolean reveals(Stage stage, SparseTerms terms, int[] pattern) {
    int committed = staying(pattern, 0).size();
    boolean enough = committed - staying(pattern, 1).size() <= terms.withheld();
    for (int step = 0; step <= 3; step++) {
      enough &= staying(pattern, step).size() >= Math.max(3, terms.survivors());
    }
    return enough && unmasks(Rings.graph(stage, terms).orElseThrow().circle(), terms, pattern);
  }

  private static boolean unmasks(List<Integer> circle, SparseTerms terms, int[] pattern) {
    Set<Integer> told = staying(pattern, 4);
    told.removeIf(site -> near(circle, terms, site, staying(pattern, 4)) < terms.threshold());
    TreeSet<Integer> revealing = new TreeSet<>(told);
    revealing.removeIf(site -> pattern[site] <= 5);
    for (int dealer : staying(pattern, 2)) {
      boolean needed = pattern[dealer] > 3 || near(circle, terms, dealer, staying(pattern, 3)) > 0;
      if (needed && near(circle, terms, dealer, revealing) < terms.threshold()) {
        return false;
      }
    }
    return true;
  }

  /** How many of {@code sites} are within reach of {@code site} on the circle. */
  private static int near(List<Integer> circle, SparseTerms terms, int site, Set<Integer> sites) {
    int at = circle.indexOf(site);
    int count = 0;
    for (int i = 0; i < circle.size(); i++) {
      int ahead = Math.floorMod(i - at, circle.size());
      int apart = Math.min(ahead, circle.size() - ahead);
      count += apart > 0 && apart <= terms.degree() / 2 && sites.contains(circle.get(i)) ? 1 : 0;
    }
    return count;
  }
}
