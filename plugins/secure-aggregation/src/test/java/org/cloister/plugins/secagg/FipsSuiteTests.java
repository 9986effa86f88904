package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cloister.crypto.CryptoSuite;
import org.cloister.model.Bytes;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of the suite fips. */
class FipsSuiteTests {
  private static final Settings FIPS = Settings.of("suite", "fips");

  private static SessionPlan plan(int sites) {
    SessionPlan plan = Stage.plan(sites, 32, 5);
    return new SessionPlan(
        plan.context(), plan.roster(), plan.threshold(), plan.modulusBits(), plan.length(), FIPS);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void play_everySubsetAtEveryStep_sumsExactlyOrNotAtAll(int n) {
    int revealed = 0;
    for (int step = 0; step < DropoutTests.STAYS; step++) {
      for (int subset = 0; subset < 1 << n; subset++) {
        int[] pattern = new int[n];
        for (int i = 0; i < n; i++) {
          pattern[i] = (subset >> i & 1) == 1 ? step : DropoutTests.STAYS;
        }
        String what = "n " + n + " step " + step + " subset " + subset;
        revealed += DropoutTests.check(plan(n), pattern, subset % 2 == 0, what) ? 1 : 0;
      }
    }
    assertTrue(revealed >= DropoutTests.STAYS, "hardly any sum: " + revealed);
  }

  @Test
  void messages_ofASession_haveTheKeysOfTheSuite() {
    CryptoSuite suite = CryptoSuite.FIPS;
    try (Stage stage = new Stage(new BonawitzAggregation(), plan(4)).play()) {
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
    BonawitzAggregation protocol = new BonawitzAggregation();
    try (Stage stage = new Stage(protocol, plan(4))) {
      SessionPlan other = Stage.plan(4, 32, 5);
      stage.played.restart("site-2", other);
      stage.play();
      assertEquals(Map.of("site-2", ErrorCode.SIGNATURE_INVALID), stage.hub.blamed());
      assertEquals(stage.sumOf(List.of(0, 1, 3)), stage.revealed());
    }
  }

  /** Its messages are hardly longer than those of standard: no fractions are too much for it. */
  @Test
  void threshold_bellWithMoreNeighboursThanHybridHas_isThatOfStandard() {
    BellAggregation bell = new BellAggregation();
    assertTrue(SparseTerms.of(1000, Settings.none()).degree() > BellAggregation.MOST_HYBRID);
    assertEquals(bell.threshold(1000, Settings.none()), bell.threshold(1000, FIPS));
  }
}
