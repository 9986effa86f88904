package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Degrees and thresholds beside published ones, and tails beside sums of whole numbers. */
class GraphFinderTests {

  private static GraphFinder.Found published(
      GraphFinder finder, int sites, double corrupt, double dropout) {
    int bad = (int) Math.floor(corrupt * sites + 1e-9);
    int staying = sites - (int) Math.floor(dropout * sites + 1e-9);
    GraphDemand demand = new GraphDemand(sites, sites, bad, staying, 40);
    return finder.find(demand, 2).orElseThrow();
  }

  /** Bell et al.'s bounds as google/federated-compute computes them. */
  @ParameterizedTest
  @CsvSource({
    "20, .05, .05, 4, 2, 4, 3",
    "20, .1, .1, 6, 3, 8, 6",
    "20, .1, .3, 10, 3, 16, 10",
    "20, .33, .1, 10, 7, 12, 10",
    "50, .05, .05, 6, 3, 8, 6",
    "50, .1, .1, 12, 6, 16, 11",
    "50, .1, .3, 22, 6, 36, 21",
    "50, .33, .1, 22, 17, 28, 23",
    "100, .05, .05, 12, 6, 16, 11",
    "100, .1, .1, 22, 11, 32, 22",
    "100, .1, .3, 34, 11, 72, 42",
    "100, .33, .1, 42, 32, 54, 44",
    "500, .05, .05, 28, 16, 44, 31",
    "500, .1, .1, 42, 24, 82, 57",
    "500, .1, .3, 76, 31, 276, 164",
    "500, .33, .1, 90, 64, 168, 132",
    "1000, .05, .05, 30, 17, 52, 37",
    "1000, .1, .1, 48, 27, 96, 67",
    "1000, .1, .3, 88, 36, 414, 247",
    "1000, .33, .1, 102, 72, 218, 171",
    "1000, .05, .33, 72, 24, 398, 223",
    "1000, .33, .05, 78, 60, 132, 109",
  })
  void find_publishedCases_givesTheirDegreesAndThresholds(
      int sites, double corrupt, double dropout, int k, int t, int kMalicious, int tMalicious) {
    assertEquals(
        new GraphFinder.Found(k, t), published(GraphFinder.CURIOUS, sites, corrupt, dropout));
    assertEquals(
        new GraphFinder.Found(kMalicious, tMalicious),
        published(GraphFinder.SEMI_MALICIOUS, sites, corrupt, dropout));
  }

  private static BigInteger choose(int all, int some) {
    BigInteger ways = BigInteger.ONE;
    for (int i = 0; i < some; i++) {
      ways = ways.multiply(BigInteger.valueOf(all - i)).divide(BigInteger.valueOf(i + 1));
    }
    return some < 0 || some > all ? BigInteger.ZERO : ways;
  }

  private static BigInteger ways(int all, int marked, int drawn, int from, int to) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = from; i <= to; i++) {
      sum = sum.add(choose(marked, i).multiply(choose(all - marked, drawn - i)));
    }
    return sum;
  }

  /** Here a tail that is 1 minus a sum of doubles would give (170, 134). */
  @Test
  void find_caseNearARoundingError_holdsInWholeNumbers() {
    BigInteger all = choose(500, 168);
    int corrupt = 95;
    BigInteger lost = ways(500, 165, 168, corrupt + 1, 168);
    assertTrue(lost.shiftLeft(41).multiply(BigInteger.valueOf(500)).compareTo(all) <= 0);
    BigInteger more = ways(500, 165, 168, corrupt, 168);
    assertTrue(more.shiftLeft(41).multiply(BigInteger.valueOf(500)).compareTo(all) > 0);
    assertEquals(132, GraphFinder.SEMI_MALICIOUS.threshold(168, corrupt, 0));
    BigInteger stuck = ways(500, 450, 168, 118, 131);
    assertTrue(stuck.shiftLeft(20).multiply(BigInteger.valueOf(500)).compareTo(all) < 0);
  }

  @Test
  void logTails_anyDraw_areThoseOfWholeNumbers() {
    for (int[] draw : new int[][] {{40, 7, 12}, {200, 21, 60}, {1000, 50, 154}, {9, 9, 4}}) {
      Hypergeometric chance = new Hypergeometric(draw[0], draw[1], draw[2]);
      double all = log(choose(draw[0], draw[2]));
      for (int x = 0; x <= draw[2]; x++) {
        BigInteger above = ways(draw[0], draw[1], draw[2], x, draw[2]);
        BigInteger below = ways(draw[0], draw[1], draw[2], 0, x);
        assertEquals(log(above) - all, chance.logAtLeast(x), 1e-8, "at least " + x);
        assertEquals(log(below) - all, chance.logAtMost(x), 1e-8, "at most " + x);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> new Hypergeometric(5, 6, 1));
    assertThrows(IllegalArgumentException.class, () -> new Hypergeometric(1001, 6, 1));
  }

  private static double log(BigInteger value) {
    int shift = Math.max(0, value.bitLength() - 1000);
    return StrictMath.log(value.shiftRight(shift).doubleValue()) + shift * StrictMath.log(2);
  }

  @Test
  void terms_ofEverySize_areNoWeakerThanAnyPublishedBound() {
    for (int sites : new int[] {129, 150, 200, 300, 500, 1000}) {
      SparseTerms terms = SparseTerms.of(sites, Settings.none());
      int corrupt = (int) Math.ceil(0.05 * sites - 1e-9);
      GraphDemand plain = new GraphDemand(sites, sites, corrupt, terms.survivors(), 40);
      GraphFinder.Found least = GraphFinder.SEMI_MALICIOUS.find(plain, 2).orElseThrow();
      assertTrue(terms.degree() > least.degree(), terms::toString);
      int some = plain.mostCorruptNeighbours(terms.degree());
      assertTrue(3 * terms.threshold() > 2 * (terms.degree() + some), terms::toString);
      assertTrue(plain.keeps(terms.degree(), terms.threshold()), terms::toString);
      assertEquals(sites - sites / 10, terms.survivors());
    }
    SparseTerms few = SparseTerms.of(1000, Settings.of("dropout", "0.05"));
    assertEquals(new SparseTerms(170, 144, 950, 5), few);
    assertTrue(few.degree() < SparseTerms.of(1000, Settings.none()).degree());
  }

  /** Whatever may be hidden from a site leaves it a neighbour that reveals for it. */
  @Test
  void terms_anyShares_leaveNoSiteBareIfDealersAreHidden() {
    for (String corrupt : new String[] {"0.01", "0.02", "0.05", "0.1"}) {
      for (String dropout : new String[] {"0.01", "0.05", "0.1", "0.15"}) {
        for (int sites : new int[] {300, 650, 800, 1000}) {
          SparseTerms terms =
              SparseTerms.of(sites, Settings.of("corrupt", corrupt, "dropout", dropout));
          int bad = (int) Math.ceil(Double.parseDouble(corrupt) * sites - 1e-9);
          int most =
              new GraphDemand(sites, terms.survivors(), bad, terms.survivors(), 40)
                  .mostCorruptNeighbours(terms.degree());
          assertTrue(terms.threshold() - most > sites - terms.survivors(), terms::toString);
        }
      }
    }
    Settings mild = Settings.of("corrupt", "0.01", "dropout", "0.1");
    assertTrue(SparseTerms.of(800, mild).threshold() > 80);
  }

  /** What a coordinator can choose costs as many bits, and those cost neighbours. */
  @Test
  void grindingBits_growWithWhatMayBeWithheldAndCostDegree() {
    assertEquals(0, SparseTerms.grindingBits(1000, 0), 1e-9);
    assertEquals(StrictMath.log(1001) / StrictMath.log(2), SparseTerms.grindingBits(1000, 1), 1e-9);
    BigInteger five = ways(1000, 1000, 5, 5, 5);
    for (int i = 0; i < 5; i++) {
      five = five.add(choose(1000, i));
    }
    assertEquals(log(five) / StrictMath.log(2), SparseTerms.grindingBits(1000, 5), 1e-9);
    int degree = 0;
    for (int withheld : new int[] {0, 1, 5, 10}) {
      double bits = 50 + SparseTerms.grindingBits(1000, withheld);
      GraphDemand demand = new GraphDemand(1000, 950, 50, 950, bits);
      int next = GraphFinder.LYING.find(demand, 24).orElseThrow().degree();
      assertTrue(next > degree, "withheld " + withheld);
      degree = next;
    }
  }

  @Test
  void find_tooFewSitesForTheDemand_findsNone() {
    GraphDemand demand = new GraphDemand(20, 20, 6, 14, 40);
    assertEquals(Optional.empty(), GraphFinder.LYING.find(demand, 2));
    CloisterException refused =
        assertThrows(
            CloisterException.class,
            () -> SparseTerms.of(150, Settings.of("corrupt", "0.1", "dropout", "0.2")));
    assertEquals(ErrorCode.PROTECTION_REFUSED, refused.code());
    assertThrows(CloisterException.class, () -> SparseTerms.of(1001, Settings.none()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.009", "0.34", "1", "-1", "NaN", "many"})
  void terms_shareOutOfRange_isRefused(String share) {
    for (String name : new String[] {"corrupt", "dropout"}) {
      CloisterException refused =
          assertThrows(
              CloisterException.class, () -> SparseTerms.of(200, Settings.of(name, share)));
      assertEquals(ErrorCode.SETTING_INVALID, refused.code());
    }
  }
}
