package org.cloister.plugins.secagg;

import static org.cloister.plugins.secagg.RingAttackTests.ALL;
import static org.cloister.plugins.secagg.RingAttackTests.SITES;
import static org.cloister.plugins.secagg.RingAttackTests.played;
import static org.cloister.plugins.secagg.RingAttackTests.refusal;
import static org.cloister.plugins.secagg.SiteAnswerTests.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cloister.model.Bytes;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A coordinator on a sparse graph that lies from the dealt shares on; see {@link DrawHub}. */
class RingAgreementTests {
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
