package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;

/**
 * Shares that are not what they should be, by the hand of a dealer, a holder or the coordinator.
 */
class ShareAttackTests {
  private static final SessionPlan FOUR = Stage.plan(4, 32, 10);

  /** Takes any share for a share. */
  private static class Careless extends SiteChecks {
    @Override
    SecretBytes opened(Terms terms, int dealer, Optional<SecretBytes> content) {
      return content.orElseGet(() -> SecretBytes.owning(new byte[64]));
    }

    @Override
    void dealt(Terms t, Dealing dealing, Bytes leaf, int index, int count, List<Bytes> path) {}
  }

  /** Takes off whatever the shares give. */
  private static final class Believing extends HubChecks {
    @Override
    void revealed(Bytes signedFor, Bytes digest) {}

    @Override
    void maskKey(Bytes offered, ExchangeKey reconstructed) {}

    @Override
    void selfSeed(Bytes committed, Bytes reconstructed) {}
  }

  private static Stage.Wire exchanged(int one, Bytes envelope) {
    return Tamper.dealt(
        "site-1",
        4,
        shares -> {
          List<DealtShare> changed = new ArrayList<>(shares);
          DealtShare old = shares.get(one);
          changed.set(one, new DealtShare(old.dealing(), old.sent(), envelope, old.path()));
          return changed;
        });
  }

  private static List<DealtShare> dealtTo(SessionPlan plan) {
    try (Stage other = new Stage(new BonawitzAggregation(), plan)) {
      other.play();
      return other.seen.stream()
          .map(Stage.Letter::message)
          .filter(m -> m.step().equals(Steps.DEALT) && m.peer().equals("site-1"))
          .map(m -> DealtShare.decode(m.body(), 4))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void assertRefusedAtHolder(Stage.Wire wire) {
    try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, wire)) {
      assertEquals(ErrorCode.SHARE_INVALID, stage.refused.get("site-1"));
      assertTrue(Tamper.last(stage, "site-1", Steps.INPUT).isEmpty());
      assertEquals(stage.sumOf(List.of(0, 2, 3)), stage.revealed());
    }
    // A careless holder is blamed later for what it did not do.
    try (Stage stage = Tamper.played(new Careless(), new HubChecks(), FOUR, wire)) {
      assertTrue(Tamper.last(stage, "site-1", Steps.INPUT).isPresent());
      assertEquals(ErrorCode.SHARE_INVALID, stage.hub.blamed().get("site-1"));
    }
  }

  @Test
  void dealt_shareOfAnotherSession_isRefused() {
    Bytes other = dealtTo(Stage.plan("other", 4, 3, 32, 10)).get(0).envelope();
    assertRefusedAtHolder(exchanged(0, other));
  }

  @Test
  void dealt_sourceAndDestinationSwapped_isRefused() {
    assertRefusedAtHolder(
        Tamper.dealt(
            "site-1",
            4,
            shares -> {
              List<DealtShare> changed = new ArrayList<>(shares);
              DealtShare old = shares.get(0);
              changed.set(
                  0,
                  new DealtShare(old.dealing(), old.sent(), shares.get(2).envelope(), old.path()));
              return changed;
            }));
  }

  /** Plays a stage in which site 0 deals what {@code deal} makes of two sets of its own keys. */
  private static Stage lying(
      SiteChecks site,
      HubChecks hub,
      boolean drops,
      java.util.function.BinaryOperator<DealerShares> deal) {
    Stage stage = new Stage(new BonawitzAggregation(site, hub), FOUR);
    SiteParty evil = Tamper.party(stage, 0);
    SiteKeys keys = SiteKeys.fresh(evil);
    SiteKeys wrong = SiteKeys.fresh(evil);
    SiteKeys mixed =
        new SiteKeys(wrong.maskSeed, wrong.selfSeed, keys.mask, keys.channel, keys.offer);
    stage.wire =
        (from, m) -> {
          if (!from.equals("site-0")) {
            if (m.peer().equals("site-0") && m.step().equals(Steps.ROSTER)) {
              SiteRoster roster = SiteRoster.of(evil, keys, m.body());
              DealerShares dealt = deal.apply(roster.deal(keys), roster.deal(mixed));
              stage.send("evil", List.of(answer(Steps.SHARES, dealt.encode())));
              stage.send(
                  Stage.HUB,
                  stage.hub.on(
                      new SessionMessage(
                          "site-0", Steps.SHARES, dealt.encode(), Optional.empty())));
              return List.of();
            }
            boolean toEvil = m.peer().equals("site-0");
            return from.equals("evil") || (toEvil && drops) ? List.of() : List.of(m);
          }
          return m.step().equals(Steps.KEYS)
              ? List.of(answer(Steps.KEYS, keys.offered()))
              : List.of();
        };
    return stage.play();
  }

  private static SessionMessage answer(String step, Bytes body) {
    return new SessionMessage(Stage.HUB, step, body, Optional.empty());
  }

  @Test
  void dealt_dealerGivesOneHolderWhatItDidNotSignFor_isRefusedThere() {
    java.util.function.BinaryOperator<DealerShares> lie =
        (good, bad) -> {
          List<DealerShares.Sealed> shares = new ArrayList<>(good.shares());
          DealerShares.Sealed signed = shares.get(1);
          shares.set(
              1,
              new DealerShares.Sealed(
                  signed.maskShare(),
                  signed.selfShare(),
                  signed.sent(),
                  bad.shares().get(1).envelope()));
          return new DealerShares(good.dealing(), shares);
        };
    try (Stage stage = lying(new SiteChecks(), new HubChecks(), true, lie)) {
      assertEquals(Map.of("site-1", ErrorCode.SHARE_INVALID), stage.refused);
    }
    try (Stage stage = lying(new Careless(), new HubChecks(), true, lie)) {
      assertEquals(Map.of(), stage.refused);
      assertEquals(ErrorCode.SHARE_INVALID, stage.hub.blamed().get("site-1"), "the wrong one");
    }
  }

  @Test
  void reveal_dealerWhoseSharesGiveAnotherKey_isBlamedAndItsTwinSpoilsTheSum() {
    try (Stage stage = lying(new SiteChecks(), new HubChecks(), true, (good, bad) -> bad)) {
      assertEquals(Map.of("site-0", ErrorCode.SHARE_INVALID), stage.hub.blamed());
      assertTrue(stage.hub.ended() && stage.hub.sum().isEmpty());
    }
    try (Stage stage = lying(new SiteChecks(), new Believing(), true, (good, bad) -> bad)) {
      assertNotEquals(stage.sumOf(List.of(1, 2, 3)), stage.revealed());
    }
  }

  @Test
  void reveal_dealerWhoseSharesGiveAnotherSeedThanItCommittedTo_isBlamed() {
    for (boolean strict : new boolean[] {true, false}) {
      HubChecks hub = strict ? new HubChecks() : new Believing();
      try (Stage stage = new Stage(new BonawitzAggregation(new SiteChecks(), hub), FOUR)) {
        stage.wire =
            Tamper.body(
                "site-0",
                Steps.SHARES,
                body -> {
                  DealerShares good = DealerShares.decode(body, 4);
                  Bytes keys = new Loot(stage).keys();
                  Bytes seed = Bytes.of(new byte[32]);
                  Bytes root = good.dealing().root();
                  Bytes statement = Dealing.statement(keys, 0, root, seed);
                  Bytes signature = stage.host("site-0").sign(Dealing.PURPOSE, statement);
                  return new DealerShares(new Dealing(0, root, seed, signature), good.shares())
                      .encode();
                });
        stage.play();
        if (strict) {
          assertEquals(Map.of("site-0", ErrorCode.SHARE_INVALID), stage.hub.blamed());
          assertTrue(stage.hub.sum().isEmpty());
        } else {
          assertTrue(stage.hub.sum().isPresent(), "a seed that nobody committed to");
        }
      }
    }
  }

  @Test
  void reveal_holderLies_isBlamedAndTheOthersEnoughAndItsTwinSpoilsTheSum() {
    Stage.Wire lie =
        Tamper.body(
            "site-0",
            Steps.REVEAL,
            body -> {
              List<Reveal.Share> shares = new ArrayList<>(Reveal.decode(body, 4).shares());
              shares.set(2, new Reveal.Share(2, Bytes.of(new byte[32])));
              return new Reveal(shares).encode();
            });
    try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, lie)) {
      assertEquals(Map.of("site-0", ErrorCode.SHARE_INVALID), stage.hub.blamed());
      assertEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
    }
    try (Stage stage = Tamper.played(new SiteChecks(), new Believing(), FOUR, lie)) {
      assertEquals(Map.of(), stage.hub.blamed());
      assertNotEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
    }
  }

  @Test
  void reveal_outsideTheFieldOrAnotherSetOfDealers_isBlamed() {
    byte[] ones = new byte[32];
    java.util.Arrays.fill(ones, (byte) 0xff);
    for (int kind = 0; kind < 2; kind++) {
      boolean few = kind == 1;
      Stage.Wire lie =
          Tamper.body(
              "site-0",
              Steps.REVEAL,
              body -> {
                List<Reveal.Share> shares = new ArrayList<>(Reveal.decode(body, 4).shares());
                shares.set(2, new Reveal.Share(2, Bytes.of(ones)));
                return new Reveal(few ? shares.subList(0, 3) : shares).encode();
              });
      try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, lie)) {
        assertEquals(
            few ? ErrorCode.MESSAGE_MALFORMED : ErrorCode.SHARE_INVALID,
            stage.hub.blamed().get("site-0"));
        assertEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
      }
    }
  }
}
