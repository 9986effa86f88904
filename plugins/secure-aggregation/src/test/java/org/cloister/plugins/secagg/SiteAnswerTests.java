package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.tck.SessionDesks;
import org.cloister.tck.SessionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a site answers twice, and what it does not begin with. */
class SiteAnswerTests {
  private static final SessionPlan FOUR = Rehearsals.plan(4, 32, 20);

  @Test
  void on_againAndAfterARestart_givesTheSameBytesForTheSameSetAlone() {
    try (SessionStage stage = Rehearsals.stage(FOUR)) {
      LyingHub hub = new LyingHub(stage);
      List<Agreement.Consent> consents = hub.consents(hub.all(), List.of(0, 1, 2));
      Agreement agreement = new Agreement(hub.all(), consents);
      Bytes first = answer(stage, agreement);
      assertEquals(first, answer(stage, agreement));
      stage.restart("site-0", FOUR);
      stage.contribute("site-0", stage.input("site-0"));
      assertEquals(first, answer(stage, agreement));
      SessionMessage other = asked(new Agreement(hub.without(3), consents));
      assertEquals(List.of(), stage.say(Rehearsals.HUB, other));
      assertEquals(ErrorCode.SURVIVORS_REFUSED, stage.refusals().get("site-0"));
      assertEquals(
          1, Rehearsals.count(stage, "site-0", Steps.KEYS), "a restarted site must not begin anew");
    }
  }

  private static SessionMessage asked(Agreement agreement) {
    return new SessionMessage("site-0", Steps.AGREEMENT, agreement.encode(), Optional.empty());
  }

  private static Bytes answer(SessionStage stage, Agreement agreement) {
    return stage.say(Rehearsals.HUB, asked(agreement)).get(0).body();
  }

  @Test
  void plan_tooFewOrTooManySites_isRefused() {
    BonawitzAggregation protocol = new BonawitzAggregation();
    SessionDesks desks = new SessionDesks();
    for (int sites : new int[] {1, 2, 129}) {
      SessionPlan plan = Rehearsals.plan("size", sites, sites, 32, 4);
      assertRefused(
          () -> protocol.participant(plan, "site-0", desks.session(plan.context(), "site-0")));
      assertRefused(
          () -> protocol.coordinator(plan, desks.session(plan.context(), Rehearsals.HUB)));
      assertRefused(() -> protocol.threshold(sites, plan.settings()));
    }
    assertEquals(3, protocol.threshold(3, FOUR.settings()));
    assertEquals(68, protocol.threshold(101, FOUR.settings()));
    assertRefused(
        () -> protocol.participant(FOUR, "stranger", desks.session(FOUR.context(), "stranger")));
  }

  private static void assertRefused(Executable call) {
    assertRefused(ErrorCode.PROTECTION_REFUSED, call);
  }

  static void assertRefused(ErrorCode code, Executable call) {
    assertEquals(code, assertThrows(CloisterException.class, call).code());
  }

  @Test
  void contribute_twiceOrInAnotherRing_isRefused() {
    try (SessionStage stage = Rehearsals.stage(FOUR)) {
      stage.start();
      stage.site("site-0").contribute(stage.input("site-0"));
      assertRefused(() -> stage.site("site-0").contribute(stage.input("site-0")));
      assertRefused(() -> stage.site("site-1").contribute(Residues.random(31, 20, 1)));
    }
  }
}
