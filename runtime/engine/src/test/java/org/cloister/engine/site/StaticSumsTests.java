package org.cloister.engine.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

class StaticSumsTests {
  private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

  private final List<String> roster = IntStream.range(0, 12).mapToObj(i -> "site-" + i).toList();
  private final StaticSums sums = new StaticSums(roster);

  private List<String> sites(int... chosen) {
    return IntStream.of(chosen).mapToObj(roster::get).toList();
  }

  private void refused(int... chosen) {
    CloisterException refused =
        assertThrows(CloisterException.class, () -> sums.admit(sites(chosen)));
    assertEquals(ErrorCode.SURVIVORS_REFUSED, refused.code());
  }

  @Test
  void admit_theSameSetAgain_isNothingNew() {
    assertTrue(sums.admit(sites(0, 1, 2, 3)));
    assertFalse(sums.admit(sites(0, 1, 2, 3)));
  }

  @Test
  void admit_differsByOneOrTwo_isRefusedAndNotCounted() {
    sums.admit(sites(0, 1, 2, 3, 4, 5));
    refused(0, 1, 2, 3, 4);
    refused(0, 1, 2, 3, 4, 6);
    refused(0, 1, 2, 3);
    assertTrue(sums.admit(sites(0, 1, 2)), "refused sets were not counted");
  }

  @Test
  void admit_fewerThanThree_isRefused() {
    refused(0, 1);
    refused(4);
  }

  /** Each two of these sets differ by four sites or six; all three together tell of one. */
  @Test
  void admit_threeSetsThatTogetherTellOfOne_lastIsRefused() {
    sums.admit(sites(0, 1, 2, 3, 4, 5, 6));
    sums.admit(sites(0, 1, 2));
    refused(3, 4, 5);
  }

  @Test
  void admit_moreThanTheLimit_isRefused() {
    List<String> many = IntStream.range(0, 400).mapToObj(i -> "site-" + i).toList();
    StaticSums large = new StaticSums(many);
    for (int i = 0; i < StaticSums.MOST_SETS; i++) {
      large.admit(many.subList(6 * i, 6 * i + 6));
    }
    assertThrows(CloisterException.class, () -> large.admit(many.subList(390, 400)));
    assertFalse(large.admit(many.subList(0, 6)), "what it knows it still admits");
  }

  /** The attack that the guard is there for: without it subtraction tells a site's count. */
  @Test
  void subtraction_ofTwoRounds_tellsACountUnlessGuarded() {
    Map<String, Integer> rows = new TreeMap<>();
    roster.forEach(site -> rows.put(site, 100 + 7 * roster.indexOf(site)));
    List<List<String>> rounds = List.of(sites(0, 1, 2, 3), sites(0, 1, 2));
    List<Integer> told = new ArrayList<>();
    List<Integer> guarded = new ArrayList<>();
    for (List<String> round : rounds) {
      int sum = round.stream().mapToInt(rows::get).sum();
      told.add(sum);
      try {
        sums.admit(round);
        guarded.add(sum);
      } catch (CloisterException e) {
        assertEquals(ErrorCode.SURVIVORS_REFUSED, e.code());
      }
    }
    assertEquals(rows.get("site-3"), told.get(0) - told.get(1), "without a guard it is told");
    assertEquals(List.of(told.get(0)), guarded);
  }

  /** 4,000 random families against another way to decide: ranks, modulo a prime. */
  @Test
  void hidesEach_randomSets_agreesWithRanks() {
    SplittableRandom random = new SplittableRandom(5);
    int hidden = 0;
    for (int trial = 0; trial < 4_000; trial++) {
      int sites = 3 + random.nextInt(9);
      List<BitSet> sets = new ArrayList<>();
      for (int set = 1 + random.nextInt(4); set > 0; set--) {
        BitSet chosen = new BitSet();
        int blocks = 1 + random.nextInt(3);
        for (int site = 0; site < sites; site++) {
          chosen.set(site, (random.nextInt(4) == 0) ^ (site / 3 % 3 < blocks));
        }
        sets.add(chosen);
      }
      boolean expected = hidesByRanks(sites, sets);
      hidden += expected ? 1 : 0;
      assertEquals(expected, SumSpan.of(sites, sets).hidesEach(), sites + " " + sets);
    }
    assertTrue(hidden > 200 && hidden < 3_800, "both answers occur, hidden " + hidden);
  }

  /** Something is told of i and j alone if leaving their columns out lowers the rank. */
  private static boolean hidesByRanks(int sites, List<BitSet> sets) {
    for (int i = 0; i < sites; i++) {
      for (int j = i; j < sites; j++) {
        BitSet without = new BitSet();
        without.set(0, sites);
        without.clear(i);
        without.clear(j);
        BitSet all = new BitSet();
        all.set(0, sites);
        if (rank(sets, without) < rank(sets, all)) {
          return false;
        }
      }
    }
    return true;
  }

  private static int rank(List<BitSet> sets, BitSet columns) {
    List<BigInteger[]> rows = new ArrayList<>();
    for (BitSet set : sets) {
      rows.add(
          columns.stream()
              .mapToObj(c -> set.get(c) ? BigInteger.ONE : BigInteger.ZERO)
              .toArray(BigInteger[]::new));
    }
    int rank = 0;
    for (int column = 0; column < columns.cardinality(); column++) {
      int at = column;
      int found =
          IntStream.range(rank, rows.size())
              .filter(row -> rows.get(row)[at].signum() != 0)
              .findFirst()
              .orElse(-1);
      if (found >= 0) {
        BigInteger[] pivot = rows.set(found, rows.get(rank));
        rows.set(rank, pivot);
        for (int row = rank + 1; row < rows.size(); row++) {
          BigInteger[] lower = rows.get(row);
          BigInteger factor = lower[at].multiply(pivot[at].modInverse(PRIME));
          for (int i = 0; i < lower.length; i++) {
            lower[i] = lower[i].subtract(pivot[i].multiply(factor)).mod(PRIME);
          }
        }
        rank++;
      }
    }
    return rank;
  }
}
