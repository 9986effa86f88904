package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.port.PassingHost;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.SessionPolicy;
import org.junit.jupiter.api.Test;

/** What a site insists on by a policy of its own, whatever the coordinator's plan says. */
class PolicyTests {
  private static final SessionPlan FIVE = Stage.plan(5, 32, 10);

  private static SessionHost with(SessionPolicy policy, SessionHost host) {
    return new PassingHost(host) {
      @Override
      public SessionPolicy policy() {
        return policy;
      }
    };
  }

  private static void join(SiteChecks checks, SessionPlan plan, SessionPolicy policy) {
    new BonawitzAggregation(checks, new HubChecks())
        .participant(plan, "site-1", with(policy, Stage.host(plan, "site-1")))
        .close();
  }

  private static final class Easy extends SiteChecks {
    @Override
    void policy(Terms terms, SessionPolicy policy) {}
  }

  @Test
  void participant_planBelowThePolicy_isRefusedAndItsTwinJoins() {
    for (SessionPolicy policy :
        List.of(
            new SessionPolicy(6, 1, 1, Optional.empty()),
            new SessionPolicy(1, 5, 1, Optional.empty()),
            new SessionPolicy(1, 1, 6, Optional.empty()),
            new SessionPolicy(1, 1, 1, Optional.of("pq-hybrid")))) {
      CloisterException refused =
          assertThrows(
              CloisterException.class,
              () -> join(new SiteChecks(), FIVE, policy),
              policy::toString);
      assertEquals(ErrorCode.PROTECTION_REFUSED, refused.code());
      join(new Easy(), FIVE, policy);
    }
    join(new SiteChecks(), FIVE, new SessionPolicy(5, 4, 5, Optional.of("standard")));
    SessionPlan hybrid =
        new SessionPlan(
            FIVE.context(), FIVE.roster(), 4, 32, 10, Settings.of("suite", "pq-hybrid"));
    join(new SiteChecks(), hybrid, new SessionPolicy(5, 4, 5, Optional.of("pq-hybrid")));
  }

  @Test
  void policy_floorsBelowOne_areRefused() {
    assertThrows(CloisterException.class, () -> new SessionPolicy(0, 1, 1, Optional.empty()));
    assertThrows(CloisterException.class, () -> new SessionPolicy(1, 0, 1, Optional.empty()));
    assertThrows(CloisterException.class, () -> new SessionPolicy(1, 1, 0, Optional.empty()));
  }

  /** The threshold is 4 of 5, but site 1 wants all 5 in the sum. */
  private static Stage withoutSiteFour(SessionPolicy policy) {
    Stage stage =
        new Stage(
            new BonawitzAggregation(),
            FIVE,
            (name, host) -> name.equals("site-1") ? with(policy, host) : host);
    stage.wire =
        (from, m) -> {
          if (from.equals("site-4") && m.step().equals(Steps.INPUT)) {
            stage.silence(from);
            return List.of();
          }
          return List.of(m);
        };
    return stage.play();
  }

  @Test
  void survivors_fewerThanASitesFloor_getNoShareOfIt() {
    try (Stage stage = withoutSiteFour(new SessionPolicy(1, 1, 5, Optional.empty()))) {
      assertEquals(Map.of("site-1", ErrorCode.PROTECTION_REFUSED), stage.refused());
      assertTrue(Tamper.last(stage, "site-1", Steps.CONSENT).isEmpty());
      assertTrue(Tamper.last(stage, "site-1", Steps.REVEAL).isEmpty());
      assertFalse(stage.hub.sum().isPresent());
    }
    try (Stage stage = withoutSiteFour(SessionPolicy.none())) {
      assertEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
    }
  }
}
