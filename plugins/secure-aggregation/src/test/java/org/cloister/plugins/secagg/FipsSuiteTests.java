package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cloister.crypto.CryptoSuite;
import org.cloister.model.Bytes;
import org.cloister.model.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of the suite fips. */
class FipsSuiteTests {
  private static final SuiteSessions FIPS = new SuiteSessions("fips");

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void play_everySubsetAtEveryStep_sumsExactlyOrNotAtAll(int n) {
    FIPS.assertEverySubsetAtEveryStepSumsExactlyOrNotAtAll(n);
  }

  @Test
  void messages_ofASession_haveTheKeysOfTheSuite() {
    CryptoSuite suite = CryptoSuite.FIPS;
    try (Stage stage = new Stage(new BonawitzAggregation(), FIPS.plan(4)).play()) {
      Spoils loot = new Spoils(stage.played);
      assertEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
      for (KeyOffer offer : loot.offers.values()) {
        suite.requireExchangeKey(offer.mask());
        suite.requireExchangeKey(offer.channel());
        assertEquals(4, offer.mask().toArray()[0]);
      }
      DealerShares.Sealed sealed = loot.shares.get(1).shares().get(2);
      assertEquals(Bytes.empty(), sealed.sent());
      assertEquals(64 + 28, sealed.envelope().length());
    }
  }

  @Test
  void keys_ofASiteThatWasToldTheOtherSuite_leaveItOut() {
    FIPS.assertASiteThatWasToldStandardIsLeftOut();
  }

  /** Its messages are hardly longer than those of standard: no fractions are too much for it. */
  @Test
  void threshold_bellWithMoreNeighboursThanHybridHas_isThatOfStandard() {
    BellAggregation bell = new BellAggregation();
    assertTrue(SparseTerms.of(1000, Settings.none()).degree() > BellAggregation.MOST_HYBRID);
    assertEquals(
        bell.threshold(1000, Settings.none()),
        bell.threshold(1000, Settings.of("suite", FIPS.suite())));
  }
}
