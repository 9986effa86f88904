package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloister.crypto.ExchangeKey;
import org.cloister.model.Bytes;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;

/** A coordinator that changes the list of keys, and sites that sign for other sessions. */
class RosterAttackTests {
  private static final SessionPlan FOUR = Stage.plan(4, 32, 10);

  private static SiteChecks unsigned() {
    return new SiteChecks() {
      @Override
      void signed(SessionHost h, Terms t, int site, String p, Bytes statement, Bytes signature) {}

      @Override
      void ownKeys(KeyOffer mine, List<KeyOffer> offers) {}
    };
  }

  private static HubChecks believing() {
    return new HubChecks() {
      @Override
      void signed(SessionHost h, Terms t, int site, String p, Bytes statement, Bytes signature) {}
    };
  }

  private static ErrorCode refusal(SiteChecks checks, Stage.Wire wire) {
    try (Stage stage = Tamper.played(checks, new HubChecks(), FOUR, wire)) {
      return stage.refused.get("site-1");
    }
  }

  private static boolean deals(SiteChecks checks, Stage.Wire wire) {
    try (Stage stage = Tamper.played(checks, new HubChecks(), FOUR, wire)) {
      return Tamper.last(stage, "site-1", Steps.SHARES).isPresent();
    }
  }

  private static Stage.Wire swap(int victimOf, ExchangeKey key) {
    return Tamper.roster(
        "site-1",
        4,
        offers -> {
          List<KeyOffer> changed = new ArrayList<>(offers);
          KeyOffer old = offers.get(victimOf);
          changed.set(
              victimOf, new KeyOffer(victimOf, key.publicKey(), old.mask(), old.signature()));
          return changed;
        });
  }

  @Test
  void roster_keyOfAPeerSwapped_isRefused() {
    try (ExchangeKey key = Tamper.key()) {
      assertEquals(ErrorCode.SIGNATURE_INVALID, refusal(new SiteChecks(), swap(0, key)));
    }
  }

  @Test
  void roster_keyOfAPeerSwapped_twinSealsItsSharesForTheAttacker() {
    try (ExchangeKey key = Tamper.key();
        Stage stage = Tamper.played(unsigned(), believing(), FOUR, swap(0, key))) {
      Loot loot = new Loot(stage);
      KeyOffer zero = loot.offers.get(0);
      loot.offers.put(0, new KeyOffer(0, key.publicKey(), zero.mask(), zero.signature()));
      Bytes told = loot.keys();
      Bytes sealed =
          DealerShares.decode(Tamper.last(stage, "site-1", Steps.SHARES).orElseThrow().body(), 4)
              .shares()
              .get(0)
              .envelope();
      Channel channel = new Channel(loot.terms.suite(), told, 1, 0);
      assertTrue(channel.open(key, loot.offers.get(1).channel(), sealed).isPresent());
    }
  }

  @Test
  void roster_ownKeySwapped_isRefusedAndItsTwinGoesOn() {
    try (ExchangeKey key = Tamper.key()) {
      assertEquals(ErrorCode.SESSION_MISMATCH, refusal(new SiteChecks(), swap(1, key)));
      assertTrue(deals(unsigned(), swap(1, key)));
    }
  }

  @Test
  void roster_siteTwice_isRefusedAndItsTwinDealsBelowTheFloor() {
    Stage.Wire twice = Tamper.roster("site-1", 4, o -> List.of(o.get(0), o.get(1), o.get(1)));
    assertEquals(ErrorCode.MESSAGE_MALFORMED, refusal(new SiteChecks(), twice));
    SiteChecks unordered =
        new SiteChecks() {
          @Override
          void ascending(List<Integer> sites) {}
        };
    assertTrue(deals(unordered, twice), "two sites pass for three");
  }

  @Test
  void roster_fewerThanTheFloor_isRefusedAndItsTwinDeals() {
    Stage.Wire few = Tamper.roster("site-1", 4, o -> o.subList(0, 2));
    assertEquals(ErrorCode.PROTECTION_REFUSED, refusal(new SiteChecks(), few));
    SiteChecks modest =
        new SiteChecks() {
          @Override
          void enough(Terms terms, int sites) {}
        };
    assertTrue(deals(modest, few));
  }

  private static KeyOffer offerOf(SessionPlan plan, int site) {
    try (Stage earlier = new Stage(new BonawitzAggregation(), plan)) {
      earlier.start();
      Bytes body = Tamper.last(earlier, "site-" + site, Steps.KEYS).orElseThrow().body();
      return new BodyReader(body, 4).whole(KeyOffer::read);
    }
  }

  @Test
  void roster_keysOfAnEarlierRound_areRefusedAndTheirTwinTakesThem() {
    KeyOffer old = offerOf(Stage.plan("earlier", 4, 3, 32, 10), 0);
    Stage.Wire replay = Tamper.roster("site-1", 4, o -> List.of(old, o.get(1), o.get(2), o.get(3)));
    assertEquals(ErrorCode.SIGNATURE_INVALID, refusal(new SiteChecks(), replay));
    assertTrue(deals(unsigned(), replay));
  }

  @Test
  void keys_ofAnEarlierRound_costTheirSiteItsPlaceAndTheTwinTakesThem() {
    BodyWriter old = new BodyWriter();
    offerOf(Stage.plan("earlier", 4, 3, 32, 10), 0).write(old);
    Stage.Wire replay = Tamper.body("site-0", Steps.KEYS, body -> old.finish());
    try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, replay)) {
      assertEquals(Map.of("site-0", ErrorCode.SIGNATURE_INVALID), stage.hub.blamed());
      assertEquals(stage.sumOf(List.of(1, 2, 3)), stage.revealed());
    }
    try (Stage stage = Tamper.played(new SiteChecks(), believing(), FOUR, replay)) {
      assertEquals(Map.of(), stage.hub.blamed());
      assertTrue(new Loot(stage).offers.containsKey(0));
    }
  }

  /** Its context, in which the model's digest is, differs in one bit at one site. */
  @Test
  void keys_modelDiffersByABitAtOneSite_leaveItOutAndTheTwinTakesIt() {
    for (boolean strict : new boolean[] {true, false}) {
      HubChecks hub = strict ? new HubChecks() : believing();
      BonawitzAggregation protocol = new BonawitzAggregation(new SiteChecks(), hub);
      try (Stage stage = new Stage(protocol, FOUR)) {
        String hex = FOUR.context().hex();
        char last = Character.forDigit(Character.digit(hex.charAt(63), 16) ^ 1, 16);
        SessionPlan other =
            new SessionPlan(
                new org.cloister.model.Digest(hex.substring(0, 63) + last),
                FOUR.roster(),
                3,
                32,
                10,
                FOUR.settings());
        stage.sites.put("site-2", protocol.participant(other, "site-2", stage.host("site-2")));
        stage.play();
        if (strict) {
          assertEquals(Map.of("site-2", ErrorCode.SIGNATURE_INVALID), stage.hub.blamed());
          assertEquals(stage.sumOf(List.of(0, 1, 3)), stage.revealed());
        } else {
          assertTrue(new Loot(stage).offers.containsKey(2));
          assertEquals(ErrorCode.SIGNATURE_INVALID, stage.refused.get("site-0"));
        }
      }
    }
  }

  @Test
  void keys_namingAnotherSite_areBlamedOnTheirSender() {
    BodyWriter other = new BodyWriter();
    offerOf(FOUR, 1).write(other);
    Stage.Wire stolen = Tamper.body("site-0", Steps.KEYS, body -> other.finish());
    try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, stolen)) {
      assertEquals(Map.of("site-0", ErrorCode.MESSAGE_MALFORMED), stage.hub.blamed());
      SessionMessage roster = Tamper.last(stage, Stage.HUB, Steps.ROSTER).orElseThrow();
      assertEquals(3, KeyOffer.decode(roster.body(), 4).size());
    }
  }
}
