package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.ExchangeKey;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions of the suite pq-hybrid: what is sent for masks beside the shares, and who lies in it.
 */
class HybridSuiteTests {
  private static final SuiteSessions HYBRID = new SuiteSessions("pq-hybrid");
  private static final SessionPlan FOUR = HYBRID.plan(4);

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void play_everySubsetAtEveryStep_sumsExactlyOrNotAtAll(int n) {
    HYBRID.assertEverySubsetAtEveryStepSumsExactlyOrNotAtAll(n);
  }

  @Test
  void messages_ofASession_haveTheKeysAndCiphertextsOfTheSuite() {
    CryptoSuite suite = CryptoSuite.PQ_HYBRID;
    try (Stage stage = new Stage(new BonawitzAggregation(), FOUR).play()) {
      Spoils loot = new Spoils(stage.played);
      assertEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
      for (KeyOffer offer : loot.offers.values()) {
        assertEquals(suite.exchangeKeyBytes(), offer.mask().length());
        assertEquals(suite.exchangeKeyBytes(), offer.channel().length());
      }
      for (int holder = 0; holder < 4; holder++) {
        DealerShares.Sealed sealed = loot.shares.get(1).shares().get(holder);
        assertEquals(holder > 1 ? suite.exchangeBytes() : 0, sealed.sent().length());
        assertEquals(suite.exchangeBytes() + 64 + 28, sealed.envelope().length());
      }
    }
  }

  @Test
  void keys_ofASiteThatWasToldTheOtherSuite_leaveItOut() {
    HYBRID.assertASiteThatWasToldStandardIsLeftOut();
  }

  @Test
  void suite_unknownName_isRefused() {
    SessionPlan plan = FOUR;
    SessionPlan unknown =
        new SessionPlan(
            plan.context(), plan.roster(), 3, 32, 5, Settings.of("suite", "pq-hybrid-2"));
    CloisterException refused =
        assertThrows(
            CloisterException.class,
            () -> new BonawitzAggregation().coordinator(unknown, Stage.host(unknown, Stage.HUB)));
    assertEquals(ErrorCode.SETTING_INVALID, refused.code());
  }

  /** Exchanges what site 0 sent site 1 for their mask on its way from the hub. */
  private static Stage.Wire swapped(java.util.function.UnaryOperator<Bytes> change) {
    return Tamper.dealt(
        "site-1",
        4,
        shares -> {
          List<DealtShare> changed = new ArrayList<>(shares);
          DealtShare old = shares.get(0);
          changed.set(
              0,
              new DealtShare(old.dealing(), change.apply(old.sent()), old.envelope(), old.path()));
          return changed;
        });
  }

  private static Bytes flipped(Bytes bytes) {
    byte[] all = bytes.toArray();
    all[all.length / 2] ^= 1;
    return Bytes.of(all);
  }

  @Test
  void dealt_ciphertextChangedByTheHub_isRefusedAndItsTwinSpoilsTheSum() {
    Stage.Wire wire = swapped(HybridSuiteTests::flipped);
    try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, wire)) {
      assertEquals(Map.of("site-1", ErrorCode.SHARE_INVALID), stage.refused());
      assertTrue(Tamper.last(stage, "site-1", Steps.INPUT).isEmpty());
      assertEquals(stage.sumOf(List.of(0, 2, 3)), stage.revealed());
    }
    SiteChecks careless =
        new SiteChecks() {
          @Override
          void dealt(Terms t, Dealing dealing, Bytes leaf, int index, int count, List<Bytes> p) {}
        };
    try (Stage stage = Tamper.played(careless, new HubChecks(), FOUR, wire)) {
      assertEquals(Map.of(), stage.refused());
      assertNotEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
    }
  }

  @Test
  void dealt_ciphertextOfAnotherLength_isRefused() {
    for (Bytes other : new Bytes[] {Bytes.empty(), Bytes.of(new byte[1087])}) {
      try (Stage stage =
          Tamper.played(new SiteChecks(), new HubChecks(), FOUR, swapped(sent -> other))) {
        assertEquals(Map.of("site-1", ErrorCode.MESSAGE_MALFORMED), stage.refused());
        assertEquals(stage.sumOf(List.of(0, 2, 3)), stage.revealed());
      }
    }
  }

  @Test
  void dealt_envelopesCiphertextChanged_isRefused() {
    Stage.Wire wire =
        Tamper.dealt(
            "site-1",
            4,
            shares -> {
              List<DealtShare> changed = new ArrayList<>(shares);
              DealtShare old = shares.get(2);
              changed.set(
                  2,
                  new DealtShare(old.dealing(), old.sent(), flipped(old.envelope()), old.path()));
              return changed;
            });
    try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, wire)) {
      assertEquals(Map.of("site-1", ErrorCode.SHARE_INVALID), stage.refused());
    }
  }

  /** Half of a key: its X25519 part is the site's own, what is to be encapsulated to is not. */
  @Test
  void roster_secondHalfOfAKeySwapped_isRefused() {
    try (ExchangeKey key = hybrid()) {
      Stage.Wire wire =
          Tamper.roster(
              "site-1",
              4,
              offers -> {
                List<KeyOffer> changed = new ArrayList<>(offers);
                KeyOffer old = offers.get(3);
                byte[] mixed = key.publicKey().toArray();
                old.mask().read(0, mixed, 0, 32);
                changed.set(3, new KeyOffer(3, old.channel(), Bytes.of(mixed), old.signature()));
                return changed;
              });
      try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, wire)) {
        assertEquals(Map.of("site-1", ErrorCode.SIGNATURE_INVALID), stage.refused());
      }
    }
  }

  private static ExchangeKey hybrid() {
    try (var seed =
        org.cloister.crypto.SecretBytes.random(ExchangeKey.SEED_BYTES, new SecureRandom())) {
      return CryptoSuite.PQ_HYBRID.exchangeKeyFromSeed(seed);
    }
  }

  /** A site whose keys nobody can use loses its place; the others are not stopped by them. */
  @Test
  void keys_thatNobodyCanUse_costTheirSiteItsPlace() {
    try (Stage stage = new Stage(new BonawitzAggregation(), FOUR)) {
      stage.wire =
          Tamper.body(
              "site-0",
              Steps.KEYS,
              body -> {
                KeyOffer good = new BodyReader(body, 4).whole(KeyOffer::read);
                byte[] mask = good.mask().toArray();
                mask[32] = (byte) 0xff;
                mask[33] = (byte) 0xff;
                Terms terms = Terms.of(FOUR);
                Bytes statement = KeyOffer.statement(terms, 0, good.channel(), Bytes.of(mask));
                Bytes signature = stage.host("site-0").sign(KeyOffer.PURPOSE, statement);
                BodyWriter out = new BodyWriter();
                new KeyOffer(0, good.channel(), Bytes.of(mask), signature).write(out);
                return out.finish();
              });
      stage.play();
      assertEquals(Map.of("site-0", ErrorCode.KEY_INVALID), stage.hub.blamed());
      assertEquals(stage.sumOf(List.of(1, 2, 3)), stage.revealed());
    }
  }

  /** Site 0 deals a ciphertext, under its signature, that does not follow from its seed. */
  private static Stage lying(HubChecks hub, boolean drops) {
    Stage stage = new Stage(new BonawitzAggregation(new SiteChecks(), hub), FOUR);
    stage.wire =
        (from, m) -> {
          if (!from.equals("site-0")) {
            return List.of(m);
          }
          if (m.step().equals(Steps.INPUT) && drops) {
            stage.silence("site-0");
            return List.of();
          }
          return m.step().equals(Steps.SHARES)
              ? List.of(
                  new SessionMessage(
                      m.peer(),
                      m.step(),
                      lie(stage, m.body(), HybridSuiteTests::flipped),
                      Optional.empty()))
              : List.of(m);
        };
    return stage.play();
  }

  private static Bytes lie(
      Stage stage, Bytes body, java.util.function.UnaryOperator<Bytes> change) {
    DealerShares good = DealerShares.decode(body, 4);
    List<DealerShares.Sealed> shares = new ArrayList<>(good.shares());
    DealerShares.Sealed old = shares.get(1);
    shares.set(
        1,
        new DealerShares.Sealed(
            old.maskShare(), old.selfShare(), change.apply(old.sent()), old.envelope()));
    Bytes root = MerkleTree.root(shares.stream().map(DealerShares.Sealed::leaf).toList());
    Bytes seed = good.dealing().selfSeed();
    Bytes statement = Dealing.statement(new Spoils(stage.played).keys(), 0, root, seed);
    Bytes signature = stage.host("site-0").sign(Dealing.PURPOSE, statement);
    return new DealerShares(new Dealing(0, root, seed, signature), shares).encode();
  }

  @Test
  void reveal_dealerWhoseCiphertextDoesNotFollowFromItsSeed_isBlamedAndItsTwinSpoilsTheSum() {
    try (Stage stage = lying(new HubChecks(), true)) {
      assertEquals(Map.of("site-0", ErrorCode.SHARE_INVALID), stage.hub.blamed());
      assertTrue(stage.hub.ended() && stage.hub.sum().isEmpty());
    }
    HubChecks believing =
        new HubChecks() {
          @Override
          void sent(Bytes signedFor, Bytes following) {}
        };
    try (Stage stage = lying(believing, true)) {
      assertEquals(Map.of(), stage.hub.blamed());
      assertNotEquals(stage.sumOf(List.of(1, 2, 3)), stage.revealed());
    }
  }

  @Test
  void shares_ciphertextOfAnotherLength_costsItsDealerItsPlace() {
    for (int length : new int[] {0, 1087, 1089}) {
      try (Stage stage = new Stage(new BonawitzAggregation(), FOUR)) {
        stage.wire =
            Tamper.body(
                "site-0",
                Steps.SHARES,
                body -> lie(stage, body, sent -> Bytes.of(new byte[length])));
        stage.play();
        assertEquals(Map.of("site-0", ErrorCode.MESSAGE_MALFORMED), stage.hub.blamed());
        assertEquals(stage.sumOf(List.of(1, 2, 3)), stage.revealed());
      }
    }
  }

  /** The longest messages of the most sites, with signatures of both algorithms. */
  @Test
  void messages_ofTheMostSites_fitIntoABody() {
    int n = Terms.MOST_SITES;
    CryptoSuite suite = CryptoSuite.PQ_HYBRID;
    Bytes signature = Bytes.of(new byte[suite.signatures().signatureBytes()]);
    Bytes digest = Bytes.of(new byte[32]);
    Bytes key = Bytes.of(new byte[suite.exchangeKeyBytes()]);
    Bytes sent = Bytes.of(new byte[suite.exchangeBytes()]);
    Bytes envelope = Bytes.of(new byte[suite.exchangeBytes() + 92]);
    List<KeyOffer> offers = new ArrayList<>();
    List<DealtShare> dealt = new ArrayList<>();
    List<DealerShares.Sealed> shares = new ArrayList<>();
    List<Survivors.Input> inputs = new ArrayList<>();
    List<Agreement.Consent> consents = new ArrayList<>();
    List<Bytes> path = java.util.Collections.nCopies(7, digest);
    for (int i = 0; i < n; i++) {
      offers.add(new KeyOffer(i, key, key, signature));
      dealt.add(new DealtShare(new Dealing(i, digest, digest, signature), sent, envelope, path));
      shares.add(new DealerShares.Sealed(digest, digest, sent, envelope));
      inputs.add(new Survivors.Input(i, digest));
      consents.add(new Agreement.Consent(i, signature));
    }
    Dealing dealing = new Dealing(0, digest, digest, signature);
    assertEquals(offers, KeyOffer.decode(KeyOffer.encode(offers), n));
    assertEquals(dealt, DealtShare.decode(DealtShare.encode(dealt), n));
    assertEquals(
        shares, DealerShares.decode(new DealerShares(dealing, shares).encode(), n).shares());
    Agreement agreement = new Agreement(new Survivors(digest, inputs), consents);
    assertEquals(agreement, Agreement.decode(agreement.encode(), n));
  }

  /** The longest messages of the sparse graph: all openings, dealers and survivors in each. */
  @Test
  void messages_ofTheMostNeighbours_fitIntoABody() {
    int n = 1000;
    CryptoSuite suite = CryptoSuite.PQ_HYBRID;
    Bytes signature = Bytes.of(new byte[suite.signatures().signatureBytes()]);
    Bytes digest = Bytes.of(new byte[32]);
    Bytes key = Bytes.of(new byte[suite.exchangeKeyBytes()]);
    Bytes sent = Bytes.of(new byte[suite.exchangeBytes()]);
    Bytes envelope = Bytes.of(new byte[suite.exchangeBytes() + 92]);
    List<Opening> openings = new ArrayList<>();
    List<DealerRoll.Entry> roll = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      openings.add(new Opening(i, digest));
      roll.add(new DealerRoll.Entry(i, digest));
    }
    List<KeyOffer> offers = new ArrayList<>();
    List<DealtShare> dealt = new ArrayList<>();
    List<Bytes> path = java.util.Collections.nCopies(8, digest);
    for (int i = 0; i <= BellAggregation.MOST_HYBRID; i++) { // itself too
      offers.add(new KeyOffer(i, key, key, signature));
      dealt.add(new DealtShare(new Dealing(i, digest, digest, signature), sent, envelope, path));
    }
    int most = 1 << 20;
    assertTrue(new DrawnRoster(openings, offers).encode().length() <= most);
    assertTrue(new DealtNotice(Optional.of(new DealerRoll(roll)), dealt).encode().length() <= most);
  }

  @Test
  void bell_moreNeighboursThanFit_isRefusedBeforeTheSession() {
    BellAggregation bell = new BellAggregation();
    Settings many = Settings.of("suite", "pq-hybrid");
    Settings few = Settings.of("corrupt", "0.01", "dropout", "0.05", "suite", "pq-hybrid");
    CloisterException refused =
        assertThrows(CloisterException.class, () -> bell.threshold(1000, many));
    assertEquals(ErrorCode.PROTECTION_REFUSED, refused.code());
    assertTrue(bell.threshold(1000, Settings.none()) > 0);
    assertTrue(bell.threshold(1000, few) > 0);
  }
}
