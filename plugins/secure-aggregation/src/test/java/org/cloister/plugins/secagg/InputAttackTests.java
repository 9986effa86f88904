package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cloister.model.Bytes;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;

/** Masked vectors that are not what was promised, or not when. */
class InputAttackTests {
  private static final SessionPlan FOUR = Stage.plan(4, 32, 10);

  /** Site 0 sends another vector, and signs for it. */
  private static Stage.Wire signedInput(Stage stage, IntVector vector) {
    return (from, m) -> {
      if (!from.equals("site-0") || !m.step().equals(Steps.INPUT)) {
        return List.of(m);
      }
      Bytes digest = VectorDigest.of(vector);
      Bytes statement = InputClaim.statement(new Loot(stage).dealt(), 0, digest);
      Bytes signature = stage.host("site-0").sign(InputClaim.PURPOSE, statement);
      return List.of(
          new SessionMessage(
              Stage.HUB,
              Steps.INPUT,
              new InputClaim(digest, signature).encode(),
              Optional.of(vector)));
    };
  }

  private static void assertShapeRefused(IntVector vector) {
    try (Stage stage = new Stage(new BonawitzAggregation(), FOUR)) {
      stage.wire = signedInput(stage, vector);
      stage.play();
      assertEquals(Map.of("site-0", ErrorCode.INPUT_MISMATCH), stage.hub.blamed());
      assertEquals(stage.sumOf(List.of(1, 2, 3)), stage.revealed());
    }
    HubChecks shapeless =
        new HubChecks() {
          @Override
          void shape(Terms terms, IntVector any) {}
        };
    try (Stage stage = new Stage(new BonawitzAggregation(new SiteChecks(), shapeless), FOUR)) {
      stage.wire = signedInput(stage, vector);
      stage.play();
      assertEquals(Map.of(), stage.hub.blamed());
      // The site itself notices that the sum would not be over what it has: it leaves.
      assertEquals(ErrorCode.INPUT_MISMATCH, stage.refused.get("site-0"));
      boolean spoilt;
      try {
        spoilt = !stage.sumOf(List.of(0, 1, 2, 3)).equals(stage.revealed());
      } catch (IndexOutOfBoundsException e) {
        spoilt = true;
      }
      assertTrue(spoilt);
    }
  }

  @Test
  void input_wrongLength_costsItsSiteItsPlaceAndTheTwinSpoilsTheSum() {
    assertShapeRefused(Residues.random(32, 9, 1));
  }

  @Test
  void input_wrongModulus_costsItsSiteItsPlaceAndTheTwinSpoilsTheSum() {
    assertShapeRefused(Residues.random(33, 10, 1));
  }

  private static Stage.Wire changed() {
    return (from, m) -> {
      if (!from.equals("site-0") || !m.step().equals(Steps.INPUT)) {
        return List.of(m);
      }
      long[] residues = Residues.of(m.vector().orElseThrow());
      residues[3] ^= 1;
      return List.of(
          new SessionMessage(
              Stage.HUB, Steps.INPUT, m.body(), Optional.of(new Residues(32, residues))));
    };
  }

  @Test
  void input_changedAfterTheCommitment_costsItsSiteItsPlaceAndTheTwinSpoilsTheSum() {
    try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, changed())) {
      assertEquals(Map.of("site-0", ErrorCode.INPUT_MISMATCH), stage.hub.blamed());
      assertEquals(stage.sumOf(List.of(1, 2, 3)), stage.revealed());
    }
    HubChecks trusting =
        new HubChecks() {
          @Override
          void input(Bytes claimed, Bytes received) {}
        };
    try (Stage stage = Tamper.played(new SiteChecks(), trusting, FOUR, changed())) {
      assertNotEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
    }
  }

  @Test
  void survivors_withAnotherDigestOfTheOwnVector_areRefusedAndTheirTwinConsents() {
    try (EvilHub evil = new EvilHub(new SiteChecks(), FOUR)) {
      SplitViewTests.assertRefused(
          ErrorCode.INPUT_MISMATCH, () -> evil.consent(1, withOtherDigest(evil)));
    }
    SiteChecks indifferent =
        new SiteChecks() {
          @Override
          void ownInput(int self, Bytes digest, Survivors survivors) {}
        };
    try (EvilHub evil = new EvilHub(indifferent, FOUR)) {
      assertEquals(1, evil.consent(1, withOtherDigest(evil)).site());
    }
  }

  private static Survivors withOtherDigest(EvilHub evil) {
    List<Survivors.Input> inputs = new ArrayList<>(evil.all().inputs());
    inputs.set(1, new Survivors.Input(1, inputs.get(2).digest()));
    return new Survivors(evil.all().transcript(), inputs);
  }

  @Test
  void survivors_withoutThisSiteOrOfAnotherTranscript_areRefused() {
    try (EvilHub evil = new EvilHub(new SiteChecks(), FOUR)) {
      SplitViewTests.assertRefused(
          ErrorCode.SESSION_MISMATCH, () -> evil.consent(0, evil.without(0)));
      Survivors other = new Survivors(Bytes.of(new byte[32]), evil.all().inputs());
      SplitViewTests.assertRefused(ErrorCode.SESSION_MISMATCH, () -> evil.consent(1, other));
      Survivors few = new Survivors(evil.all().transcript(), evil.all().inputs().subList(1, 3));
      SplitViewTests.assertRefused(ErrorCode.PROTECTION_REFUSED, () -> evil.consent(2, few));
    }
  }

  @Test
  void input_afterItsSiteWasDeclaredGone_changesNothing() {
    AtomicReference<SessionMessage> late = new AtomicReference<>();
    try (Stage stage = new Stage(new BonawitzAggregation(), FOUR)) {
      stage.wire =
          (from, m) -> {
            boolean held = from.equals("site-0") && m.step().equals(Steps.INPUT);
            if (held) {
              late.set(new SessionMessage("site-0", m.step(), m.body(), m.vector()));
            }
            if (m.step().equals(Steps.SURVIVORS)) {
              stage.send(Stage.HUB, stage.hub.on(late.get()));
            }
            return held ? List.of() : List.of(m);
          };
      stage.play();
      assertEquals(stage.sumOf(List.of(1, 2, 3)), stage.revealed());
      assertEquals(List.of(), stage.hub.on(late.get()));
      assertEquals(List.of("site-1", "site-2", "site-3"), stage.hub.sum().get().survivors());
    }
  }

  @Test
  void contribute_twiceOrInAnotherRing_isRefused() {
    try (Stage stage = new Stage(new BonawitzAggregation(), FOUR)) {
      stage.start();
      stage.session("site-0").contribute(stage.residues(0));
      assertThrows(
          org.cloister.model.CloisterException.class,
          () -> stage.session("site-0").contribute(stage.residues(0)));
      assertThrows(
          org.cloister.model.CloisterException.class,
          () -> stage.session("site-1").contribute(Residues.random(31, 10, 1)));
    }
  }
}
