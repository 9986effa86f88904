package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * A coordinator that tells different sites, or one site twice, different things about who is in.
 */
class SplitViewTests {
  private static final SessionPlan FOUR = Stage.plan(4, 32, 20);

  /** Answers as often as it is asked. */
  private static final class Answering extends SiteChecks {
    @Override
    void sameSurvivors(Bytes mine, Bytes asked) {}

    @Override
    void wiped(SiteSession session) {}
  }

  static void assertRefused(ErrorCode code, Executable attack) {
    assertEquals(code, assertThrows(CloisterException.class, attack).code());
  }

  @Test
  void reveal_sameSiteDeadAndAlive_isRefused() {
    try (EvilHub evil = new EvilHub(new SiteChecks(), FOUR)) {
      List<Agreement.Consent> consents = evil.consents(evil.all(), 0, 1, 2, 3);
      assertRefused(ErrorCode.SURVIVORS_REFUSED, () -> evil.consent(1, evil.without(0)));
      evil.reveal(2, evil.all(), consents);
      evil.reveal(3, evil.all(), consents);
      assertRefused(ErrorCode.SURVIVORS_REFUSED, () -> evil.reveal(2, evil.without(0), consents));
      assertEquals(0, evil.loot.shares(0, ShareKind.MASK_KEY));
    }
  }

  @Test
  void reveal_sameSiteDeadAndAlive_twinThatAnswersTwiceGivesItsPeerAway() {
    try (EvilHub evil = new EvilHub(i -> new Answering(), FOUR, EvilHub::forgetful, List.of())) {
      evil.unmask(evil.all(), 0, 1, 2, 3);
      evil.unmask(evil.without(0), 1, 2, 3);
      assertEquals(Optional.of(evil.stage.residues(0)), evil.loot.sum(Set.of(0)));
    }
  }

  @Test
  void reveal_coordinatorAndOneSite_learnNothingOfAnother() {
    try (EvilHub evil =
        new EvilHub(
            i -> i == 3 ? new Answering() : new SiteChecks(),
            FOUR,
            EvilHub::forgetful,
            List.of())) {
      evil.unmask(evil.all(), 0, 1, 2, 3);
      Survivors other = evil.without(0);
      Agreement.Consent own = evil.consent(3, other);
      assertRefused(ErrorCode.MESSAGE_UNEXPECTED, () -> evil.consent(1, other));
      assertRefused(
          ErrorCode.SURVIVORS_REFUSED, () -> evil.reveal(3, other, List.of(own, own, own)));
      assertTrue(evil.loot.sum(Set.of(0)).isEmpty());
      assertEquals(
          Optional.of(evil.stage.sumOf(List.of(0, 1, 2, 3))), evil.loot.sum(Set.of(0, 1, 2, 3)));
    }
  }

  /** With 12 sites and threshold 9, twelve views of nine each add up to a sum over eight. */
  private static void split(EvilHub evil) {
    for (int site = 0; site < 12; site++) {
      List<Integer> told = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        boolean kept = site < 8 ? i == 8 + site % 4 : i == site;
        if (i < 8 || kept) {
          told.add(i);
        }
      }
      Survivors view = evil.loot.survivors(told);
      evil.reveal(site, view, List.of(evil.consent(site, view)));
    }
  }

  @Test
  void reveal_splitSurvivorSets_areRefused() {
    try (EvilHub evil = new EvilHub(new SiteChecks(), Stage.plan(12, 32, 20))) {
      assertRefused(ErrorCode.SURVIVORS_REFUSED, () -> split(evil));
    }
  }

  @Test
  void reveal_splitSurvivorSets_twinWithoutTheCountGivesASumBelowTheFloor() {
    SiteChecks uncounted =
        new SiteChecks() {
          @Override
          void consents(Terms terms, int distinct) {}
        };
    try (EvilHub evil = new EvilHub(uncounted, Stage.plan(12, 32, 20))) {
      split(evil);
      Set<Integer> eight = Set.of(0, 1, 2, 3, 4, 5, 6, 7);
      assertEquals(9, evil.loot.terms.floor());
      assertEquals(Optional.of(evil.stage.sumOf(eight)), evil.loot.sum(eight));
    }
  }

  @Test
  void reveal_oneSignatureCountedTwice_isRefused() {
    try (EvilHub evil = new EvilHub(new SiteChecks(), FOUR)) {
      List<Agreement.Consent> two = evil.consents(evil.all(), 0, 1);
      List<Agreement.Consent> padded = List.of(two.get(0), two.get(1), two.get(1));
      assertRefused(ErrorCode.SURVIVORS_REFUSED, () -> evil.reveal(0, evil.all(), padded));
    }
    SiteChecks counting =
        new SiteChecks() {
          @Override
          int distinct(List<Agreement.Consent> consents) {
            return consents.size();
          }
        };
    try (EvilHub evil = new EvilHub(counting, FOUR)) {
      List<Agreement.Consent> two = evil.consents(evil.all(), 0, 1);
      evil.reveal(0, evil.all(), List.of(two.get(0), two.get(1), two.get(1)));
      assertEquals(1, evil.loot.shares(3, ShareKind.SELF_MASK));
    }
  }

  @Test
  void plan_thresholdBelowTheFloor_isRefusedAndItsTwinGivesASiteAway() {
    SessionPlan low = Stage.plan("low", 4, 2, 32, 20);
    assertRefused(ErrorCode.PROTECTION_REFUSED, () -> new EvilHub(new SiteChecks(), low));
    SiteChecks obedient =
        new SiteChecks() {
          @Override
          void plan(SessionPlan plan) {}
        };
    try (EvilHub evil = new EvilHub(obedient, low)) {
      evil.unmask(evil.all(), 0, 1);
      evil.unmask(evil.without(0), 2, 3);
      assertEquals(Optional.of(evil.stage.residues(0)), evil.loot.sum(Set.of(0)));
    }
  }

  @Test
  void survivors_paddedWithASiteThatNeverDealt_areRefused() {
    SessionPlan five = Stage.plan(5, 32, 20);
    List<String> silent = List.of("site-4");
    try (EvilHub evil = new EvilHub(i -> new SiteChecks(), five, Desk::new, silent)) {
      Survivors padded = evil.loot.survivors(List.of(0, 1, 2, 4));
      assertRefused(ErrorCode.SESSION_MISMATCH, () -> evil.consent(0, padded));
    }
    SiteChecks trusting =
        new SiteChecks() {
          @Override
          void among(List<Integer> sites, List<Integer> earlier, int self) {}
        };
    try (EvilHub evil = new EvilHub(i -> trusting, five, Desk::new, silent)) {
      Survivors padded = evil.loot.survivors(List.of(0, 1, 2, 4));
      List<Agreement.Consent> consents = evil.consents(padded, 0, 1, 2);
      Bytes colluding = evil.stage.host("site-4").sign(Survivors.PURPOSE, padded.statement());
      consents.add(new Agreement.Consent(4, colluding));
      evil.reveal(0, padded, consents);
      assertEquals(1, evil.loot.shares(3, ShareKind.MASK_KEY), "three of a floor of four");
    }
  }

  @Test
  void on_againAndAfterARestart_givesTheSameBytesForTheSameSetAlone() {
    try (EvilHub evil = new EvilHub(new SiteChecks(), FOUR)) {
      List<Agreement.Consent> consents = evil.consents(evil.all(), 0, 1, 2);
      SessionMessage same = agreement(evil.all(), consents);
      Bytes first = evil.stage.session("site-0").on(same).get(0).body();
      assertEquals(first, evil.stage.session("site-0").on(same).get(0).body());
      ParticipantSession restarted =
          new BonawitzAggregation().participant(FOUR, "site-0", evil.stage.host("site-0"));
      assertEquals(List.of(), restarted.start());
      assertEquals(List.of(), restarted.contribute(evil.stage.residues(0)));
      assertEquals(first, restarted.on(same).get(0).body());
      assertRefused(
          ErrorCode.SURVIVORS_REFUSED, () -> restarted.on(agreement(evil.without(3), consents)));
      ParticipantSession forgetful =
          new BonawitzAggregation().participant(FOUR, "site-0", new Desk("site-0"));
      assertEquals(1, forgetful.start().size(), "without its journal it would begin anew");
    }
  }

  private static SessionMessage agreement(Survivors survivors, List<Agreement.Consent> consents) {
    Bytes body = new Agreement(survivors, consents).encode();
    return new SessionMessage(Stage.HUB, Steps.AGREEMENT, body, Optional.empty());
  }

  @Test
  void plan_tooFewOrTooManySites_isRefused() {
    for (int sites : new int[] {1, 2, 129}) {
      SessionPlan plan = Stage.plan("size", sites, sites, 32, 4);
      BonawitzAggregation protocol = new BonawitzAggregation();
      assertRefused(
          ErrorCode.PROTECTION_REFUSED,
          () -> protocol.participant(plan, "site-0", new Desk("site-0")));
      assertRefused(
          ErrorCode.PROTECTION_REFUSED, () -> protocol.coordinator(plan, new Desk(Stage.HUB)));
      assertRefused(ErrorCode.PROTECTION_REFUSED, () -> protocol.threshold(sites, plan.settings()));
    }
    assertEquals(3, new BonawitzAggregation().threshold(3, FOUR.settings()));
    assertEquals(68, new BonawitzAggregation().threshold(101, FOUR.settings()));
    assertRefused(
        ErrorCode.PROTECTION_REFUSED,
        () -> new BonawitzAggregation().participant(FOUR, "stranger", new Desk("stranger")));
  }
}
