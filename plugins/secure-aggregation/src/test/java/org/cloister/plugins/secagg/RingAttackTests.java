package org.cloister.plugins.secagg;

import static org.cloister.plugins.secagg.SiteAnswerTests.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cloister.model.Bytes;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A coordinator that wants to draw the graph itself, or to cut it; see {@link DrawHub}. */
class RingAttackTests {
  private static final int SITES = DrawHub.SITES;
  private static final List<Integer> ALL = IntStream.range(0, SITES).boxed().toList();

  private static Stage played(SiteChecks site, HubChecks hub, Stage.Wire wire) {
    Stage stage = new Stage(Rings.protocol(DrawHub.TERMS, site, hub), DrawHub.PLAN);
    stage.wire = wire;
    return stage.play();
  }

  private static ErrorCode refusal(SiteChecks checks, Stage.Wire wire) {
    try (Stage stage = played(checks, new HubChecks(), wire)) {
      return stage.refused().get(DrawHub.NAME);
    }
  }

  @Test
  void draw_openingMadeUpAfterAllOthers_isRefusedAndItsTwinDealsToTheCoordinatorAlone() {
    try (DrawHub hub = new DrawHub(new SiteChecks())) {
      hub.openAll();
      assertRefused(ErrorCode.SESSION_MISMATCH, () -> hub.tellVictim(hub.steered()));
    }
    SiteChecks believing =
        new SiteChecks() {
          @Override
          void opening(Commitment commitment, Bytes opened) {}
        };
    try (DrawHub hub = new DrawHub(believing)) {
      hub.openAll();
      assertEquals(DrawHub.CORRUPT, hub.tellVictim(hub.steered()));
    }
  }

  /** Three may not be hidden; with them one session in two has a graph to the hub's liking. */
  @Test
  void draw_moreOpeningsHiddenThanAllowed_isRefusedAndItsTwinDealsToTheCoordinatorAlone() {
    try (DrawHub hub = new DrawHub(new SiteChecks())) {
      hub.openAll();
      List<Opening> nine = new ArrayList<>(hub.openings);
      nine.subList(4, 7).clear();
      assertRefused(ErrorCode.PROTECTION_REFUSED, () -> hub.tellVictim(nine));
    }
    SiteChecks patient =
        new SiteChecks() {
          @Override
          void withheld(Terms terms, int count) {}
        };
    Optional<List<Opening>> chosen = Optional.empty();
    for (int session = 0; session < 100 && chosen.isEmpty(); session++) {
      try (DrawHub hub = new DrawHub(patient)) {
        hub.openAll();
        chosen = hub.hiding(3);
        chosen.ifPresent(o -> assertEquals(DrawHub.CORRUPT, hub.tellVictim(o)));
      }
    }
    assertTrue(chosen.isPresent(), "it fails by chance once in 2^100");
  }

  @Test
  void draw_ownCommitmentReplaced_isRefusedAndItsTwinDealsToTheCoordinatorAlone() {
    try (DrawHub hub = new DrawHub(new SiteChecks())) {
      assertRefused(ErrorCode.SESSION_MISMATCH, hub::commitForAll);
    }
    SiteChecks trusting =
        new SiteChecks() {
          @Override
          void ownCommitment(Commitment mine, List<Commitment> all) {}
        };
    try (DrawHub hub = new DrawHub(trusting)) {
      assertEquals(DrawHub.CORRUPT, hub.tellVictim(hub.commitForAll()));
    }
  }

  /** One opening is hidden from the victim alone, within what the terms allow. */
  private static Stage.Wire otherGraph(Stage stage) {
    return (from, m) -> {
      if (!m.peer().equals(DrawHub.NAME) || !m.step().equals(Steps.ROSTER)) {
        return List.of(m);
      }
      DrawHub hub = DrawHub.of(stage);
      Bytes body = hub.roster(DrawHub.VICTIM, hub.openings.subList(1, SITES));
      return List.of(new SessionMessage(m.peer(), m.step(), body, m.vector()));
    };
  }

  @Test
  void draw_anotherGraphForOneSite_costsItItsPlaceAndNobodyTakesItsShares() {
    try (Stage stage = new Stage(Rings.protocol(DrawHub.TERMS), DrawHub.PLAN)) {
      stage.wire = otherGraph(stage);
      stage.play();
      assertEquals(Map.of(DrawHub.NAME, ErrorCode.SIGNATURE_INVALID), stage.hub.blamed());
      assertEquals(stage.sumOf(ALL.subList(0, DrawHub.VICTIM)), stage.revealed());
    }
    HubChecks evil =
        new HubChecks() {
          @Override
          void signed(SessionHost h, Terms t, int site, String p, Bytes said, Bytes signature) {}
        };
    SiteChecks unsigned =
        new SiteChecks() {
          @Override
          void signed(SessionHost h, Terms t, int site, String p, Bytes said, Bytes signature) {}
        };
    for (SiteChecks checks : List.of(new SiteChecks(), unsigned)) {
      try (Stage stage = new Stage(Rings.protocol(DrawHub.TERMS, checks, evil), DrawHub.PLAN)) {
        stage.wire = otherGraph(stage);
        stage.play();
        ErrorCode code = checks == unsigned ? ErrorCode.SHARE_INVALID : ErrorCode.SIGNATURE_INVALID;
        Map<String, ErrorCode> refused = stage.refused();
        refused.remove(DrawHub.NAME);
        assertEquals(Set.of(code), Set.copyOf(refused.values()));
        assertTrue(stage.hub.sum().isEmpty());
      }
    }
  }

  @Test
  void roster_secondKeysOfANeighbour_areRefusedAndTheirTwinTakesThem() {
    for (boolean strict : new boolean[] {true, false}) {
      SiteChecks checks =
          strict
              ? new SiteChecks()
              : new SiteChecks() {
                @Override
                void boundKeys(Commitment commitment, Bytes statement) {}
              };
      try (Stage stage =
          new Stage(Rings.protocol(DrawHub.TERMS, checks, new HubChecks()), DrawHub.PLAN)) {
        stage.wire =
            Tamper.body(
                DrawHub.NAME,
                Steps.ROSTER,
                body -> {
                  DrawnRoster drawn = DrawnRoster.decode(body, SITES);
                  List<KeyOffer> changed = new ArrayList<>(drawn.offers());
                  changed.set(0, again(stage, changed.get(0).site()));
                  return new DrawnRoster(drawn.openings(), changed).encode();
                });
        stage.play();
        assertEquals(
            strict ? ErrorCode.SESSION_MISMATCH : ErrorCode.SHARE_INVALID,
            stage.refused().get(DrawHub.NAME),
            "the twin deals to keys that nobody else knows");
      }
    }
  }

  /** Keys that a site signs a second time, for the same commitment. */
  private static KeyOffer again(Stage stage, int site) {
    Terms terms = Rings.terms(stage, DrawHub.TERMS);
    SiteParty party = new SiteParty(terms, site, stage.host("site-" + site), new SiteChecks());
    Bytes value = DrawHub.of(stage).commitments.get(site).value();
    try (SiteKeys keys = SiteKeys.fresh(party, Commitment.bound(terms, value))) {
      return keys.offer;
    }
  }

  @Test
  void roster_keysOfStrangersOrOfTooFew_areRefused() {
    Stage.Wire fewer = drawn(d -> new DrawnRoster(d.openings(), d.offers().subList(0, 3)));
    assertEquals(ErrorCode.SESSION_MISMATCH, refusal(new SiteChecks(), fewer));
    Stage.Wire few = drawn(d -> new DrawnRoster(d.openings().subList(4, SITES), d.offers()));
    assertEquals(ErrorCode.PROTECTION_REFUSED, refusal(new SiteChecks(), few));
    Stage.Wire without =
        drawn(d -> new DrawnRoster(d.openings().subList(0, DrawHub.VICTIM), d.offers()));
    assertEquals(ErrorCode.SESSION_MISMATCH, refusal(new SiteChecks(), without));
    Stage.Wire twice =
        drawn(
            d -> {
              List<Opening> doubled = new ArrayList<>(d.openings());
              doubled.set(0, doubled.get(1));
              return new DrawnRoster(doubled, d.offers());
            });
    assertEquals(ErrorCode.MESSAGE_MALFORMED, refusal(new SiteChecks(), twice));
  }

  private static Stage.Wire drawn(UnaryOperator<DrawnRoster> change) {
    return Tamper.body(
        DrawHub.NAME, Steps.ROSTER, body -> change.apply(DrawnRoster.decode(body, SITES)).encode());
  }

  @Test
  void commitments_fewerThanTheFloor_areRefused() {
    Stage.Wire few =
        Tamper.body(
            DrawHub.NAME,
            Steps.COMMITMENTS,
            body -> Commitment.encode(Commitment.decode(body, SITES).subList(4, SITES)));
    assertEquals(ErrorCode.PROTECTION_REFUSED, refusal(new SiteChecks(), few));
    Stage.Wire early =
        (from, m) ->
            m.peer().equals(DrawHub.NAME) && m.step().equals(Steps.COMMITMENTS)
                ? List.of()
                : List.of(m);
    try (Stage stage = played(new SiteChecks(), new HubChecks(), early)) {
      Bytes roster = Tamper.last(stage, Stage.HUB, Steps.ROSTER).orElseThrow().body();
      SessionMessage message =
          new SessionMessage(Stage.HUB, Steps.ROSTER, roster, Optional.empty());
      assertRefused(ErrorCode.MESSAGE_UNEXPECTED, () -> stage.session(DrawHub.NAME).on(message));
    }
  }

  @Test
  void opening_ofSomethingElseThanCommitted_costsTheSiteItsPlaceAndTheTwinStopsTheOthers() {
    Stage.Wire other =
        Tamper.body("site-4", Steps.OPENING, body -> Bytes.of(new byte[body.length()]));
    try (Stage stage = played(new SiteChecks(), new HubChecks(), other)) {
      assertEquals(Map.of("site-4", ErrorCode.SESSION_MISMATCH), stage.hub.blamed());
      List<Integer> rest = ALL.stream().filter(site -> site != 4).toList();
      assertEquals(stage.sumOf(rest), stage.revealed());
    }
    HubChecks careless =
        new HubChecks() {
          @Override
          void opening(Commitment commitment, Bytes opened) {}
        };
    try (Stage stage = played(new SiteChecks(), careless, other)) {
      assertEquals(Set.of(ErrorCode.SESSION_MISMATCH), Set.copyOf(stage.refused().values()));
      assertEquals(SITES, stage.refused().size());
    }
  }

  /** A neighbour is hidden from the list of dealers: the two would not mask with each other. */
  @Test
  void dealt_neighbourMissingOnTheRoll_isRefusedAndItsTwinSpoilsTheSum() {
    Stage.Wire cut =
        dealt(
            notice -> {
              int neighbour = notice.shares().get(0).dealing().dealer();
              List<DealerRoll.Entry> rest =
                  notice.roll().orElseThrow().entries().stream()
                      .filter(entry -> entry.dealer() != neighbour)
                      .toList();
              return new DealtNotice(Optional.of(new DealerRoll(rest)), notice.shares());
            });
    assertEquals(ErrorCode.SESSION_MISMATCH, refusal(new SiteChecks(), cut));
    SiteChecks careless =
        new SiteChecks() {
          @Override
          void rolled(List<DealerRoll.Entry> expected, List<DealerRoll.Entry> given) {}
        };
    try (Stage stage = played(careless, new HubChecks(), cut)) {
      assertNotEquals(stage.sumOf(ALL), stage.revealed());
    }
  }

  private static Stage.Wire dealt(UnaryOperator<DealtNotice> change) {
    return Tamper.body(
        DrawHub.NAME,
        Steps.DEALT,
        body -> {
          Terms terms = Terms.of(DrawHub.PLAN, Optional.of(DrawHub.TERMS));
          return change.apply(DealtNotice.decode(body, terms)).encode();
        });
  }

  /** Who is no neighbour has no share to check the roll by, but all sign for the same roll. */
  @Test
  void input_afterAnotherRoll_isForAnotherSessionAndLeftOut() {
    Stage.Wire other =
        dealt(
            notice -> {
              List<DealerRoll.Entry> changed =
                  new ArrayList<>(notice.roll().orElseThrow().entries());
              List<Integer> known = notice.dealings().stream().map(Dealing::dealer).toList();
              int i =
                  IntStream.range(0, SITES).filter(s -> !known.contains(s)).findFirst().orElse(0);
              changed.set(i, new DealerRoll.Entry(i, Bytes.of(new byte[32])));
              return new DealtNotice(Optional.of(new DealerRoll(changed)), notice.shares());
            });
    try (Stage stage = played(new SiteChecks(), new HubChecks(), other)) {
      assertEquals(Map.of(DrawHub.NAME, ErrorCode.SIGNATURE_INVALID), stage.hub.blamed());
      assertTrue(Tamper.last(stage, DrawHub.NAME, Steps.CONSENT).isEmpty());
      assertEquals(stage.sumOf(ALL.subList(0, DrawHub.VICTIM)), stage.revealed());
    }
  }

  /** Three signatures, but none by a neighbour: the coordinator's sites sign what they are told. */
  @Test
  void agreement_signedByStrangers_isRefusedAndItsTwinReveals() {
    SiteChecks anybody =
        new SiteChecks() {
          @Override
          void known(Graph graph, int self, int signer) {}
        };
    for (SiteChecks checks : List.of(new SiteChecks(), anybody)) {
      try (Stage stage =
          new Stage(Rings.protocol(DrawHub.TERMS, checks, new HubChecks()), DrawHub.PLAN)) {
        stage.wire = agreed(stage, (near, consents) -> consents.subList(0, 3), false);
        stage.play();
        boolean reveals = Tamper.last(stage, DrawHub.NAME, Steps.REVEAL).isPresent();
        assertEquals(checks == anybody, reveals);
        assertEquals(
            checks == anybody ? null : ErrorCode.MESSAGE_MALFORMED,
            stage.refused().get(DrawHub.NAME));
      }
    }
  }

  @Test
  void agreement_signedByTooFewNeighbours_isRefusedAndItsTwinReveals() {
    SiteChecks hasty =
        new SiteChecks() {
          @Override
          void consents(Terms terms, int distinct) {}
        };
    for (SiteChecks checks : List.of(new SiteChecks(), hasty)) {
      try (Stage stage =
          new Stage(Rings.protocol(DrawHub.TERMS, checks, new HubChecks()), DrawHub.PLAN)) {
        stage.wire = agreed(stage, (near, consents) -> consents.subList(0, 2), true);
        stage.play();
        boolean reveals = Tamper.last(stage, DrawHub.NAME, Steps.REVEAL).isPresent();
        assertEquals(checks == hasty, reveals);
        assertEquals(
            checks == hasty ? null : ErrorCode.SURVIVORS_REFUSED,
            stage.refused().get(DrawHub.NAME));
      }
    }
  }

  private interface Choice {
    List<Agreement.Consent> of(boolean neighbours, List<Agreement.Consent> consents);
  }

  /** What the victim is shown: signatures of neighbours, or of the others. */
  private static Stage.Wire agreed(Stage stage, Choice choice, boolean neighbours) {
    return (from, m) -> {
      if (!m.peer().equals(DrawHub.NAME) || !m.step().equals(Steps.AGREEMENT)) {
        return List.of(m);
      }
      RingGraph graph = Rings.graph(stage, DrawHub.TERMS).orElseThrow();
      List<Agreement.Consent> consents = new ArrayList<>();
      for (int site : ALL) {
        if (site != DrawHub.VICTIM && graph.joins(DrawHub.VICTIM, site) == neighbours) {
          Bytes said = Tamper.last(stage, "site-" + site, Steps.CONSENT).orElseThrow().body();
          Bytes signature = new BodyReader(said, SITES).whole(BodyReader::sized);
          consents.add(new Agreement.Consent(site, signature));
        }
      }
      Survivors survivors = Agreement.decode(m.body(), SITES).survivors();
      Bytes body = new Agreement(survivors, choice.of(neighbours, consents)).encode();
      return List.of(new SessionMessage(m.peer(), m.step(), body, m.vector()));
    };
  }

  @Test
  void agreement_forOtherSurvivorsThanSigned_isRefused() {
    Stage.Wire other =
        Tamper.body(
            DrawHub.NAME,
            Steps.AGREEMENT,
            body -> {
              Agreement agreement = Agreement.decode(body, SITES);
              Survivors less =
                  new Survivors(
                      agreement.survivors().transcript(),
                      agreement.survivors().inputs().subList(1, SITES));
              return new Agreement(less, agreement.consents()).encode();
            });
    assertEquals(ErrorCode.SURVIVORS_REFUSED, refusal(new SiteChecks(), other));
  }

  @Test
  void plan_thresholdBelowTheTolerance_isRefusedAndItsTwinGoesOn() {
    SessionPlan low =
        new SessionPlan(DrawHub.PLAN.context(), DrawHub.PLAN.roster(), 8, 32, 10, Settings.none());
    assertRefused(
        ErrorCode.PROTECTION_REFUSED,
        () -> Rings.protocol(DrawHub.TERMS).participant(low, "site-0", Stage.host(low, "site-0")));
    SiteChecks obedient =
        new SiteChecks() {
          @Override
          void sparse(SessionPlan plan, SparseTerms terms) {}
        };
    try (Stage stage = new Stage(Rings.protocol(DrawHub.TERMS, obedient, new HubChecks()), low)) {
      for (int site = 0; site < 4; site++) {
        stage.silence("site-" + site);
        stage.send(Stage.HUB, stage.hub.gone("site-" + site));
      }
      stage.play();
      assertEquals(stage.sumOf(ALL.subList(4, SITES)), stage.revealed());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1001})
  void plan_tooFewOrTooManySites_isRefused(int sites) {
    BellAggregation protocol = new BellAggregation();
    SessionPlan plan = Stage.plan("size", sites, sites, 32, 4);
    assertRefused(
        ErrorCode.PROTECTION_REFUSED,
        () -> protocol.participant(plan, "site-0", Stage.host(plan, "site-0")));
    assertRefused(
        ErrorCode.PROTECTION_REFUSED,
        () -> protocol.coordinator(plan, Stage.host(plan, Stage.HUB)));
    assertRefused(ErrorCode.PROTECTION_REFUSED, () -> protocol.threshold(sites, Settings.none()));
  }

  @Test
  void threshold_anySize_isThatOfTheGraph() {
    BellAggregation protocol = new BellAggregation();
    assertEquals(3, protocol.threshold(3, Settings.none()));
    assertEquals(86, protocol.threshold(128, Settings.of("dropout", "0.05")));
    assertEquals(117, protocol.threshold(129, Settings.none()));
    assertEquals(950, protocol.threshold(1000, Settings.of("dropout", "0.05")));
    assertRefused(
        ErrorCode.SETTING_UNKNOWN, () -> protocol.threshold(200, Settings.of("threshold", "3")));
  }

  @Test
  void on_againAndAfterARestart_givesTheSameBytesForTheSameSetAlone() {
    try (Stage stage = new Stage(Rings.protocol(DrawHub.TERMS), DrawHub.PLAN)) {
      stage.play();
      Bytes first = Tamper.last(stage, DrawHub.NAME, Steps.REVEAL).orElseThrow().body();
      Bytes asked =
          stage.seen().stream()
              .map(letter -> letter.message())
              .filter(m -> m.step().equals(Steps.AGREEMENT) && m.peer().equals(DrawHub.NAME))
              .findFirst()
              .orElseThrow()
              .body();
      SessionMessage same = new SessionMessage(Stage.HUB, Steps.AGREEMENT, asked, Optional.empty());
      assertEquals(first, stage.session(DrawHub.NAME).on(same).get(0).body());
      try (var restarted =
          Rings.protocol(DrawHub.TERMS)
              .participant(DrawHub.PLAN, DrawHub.NAME, stage.host(DrawHub.NAME))) {
        assertEquals(List.of(), restarted.start());
        assertEquals(first, restarted.on(same).get(0).body());
      }
    }
  }
}
