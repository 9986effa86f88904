package org.cloister.plugins.secagg;

import static org.cloister.plugins.secagg.SiteAnswerTests.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;

/** A coordinator that wants to draw the graph itself, or to cut it; see {@link DrawHub}. */
class RingAttackTests {
  static final int SITES = DrawHub.SITES;
  static final List<Integer> ALL = IntStream.range(0, SITES).boxed().toList();

  static Stage played(SiteChecks site, HubChecks hub, Stage.Wire wire) {
    Stage stage = new Stage(Rings.protocol(DrawHub.TERMS, site, hub), DrawHub.PLAN);
    stage.wire = wire;
    return stage.play();
  }

  static ErrorCode refusal(SiteChecks checks, Stage.Wire wire) {
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
}
