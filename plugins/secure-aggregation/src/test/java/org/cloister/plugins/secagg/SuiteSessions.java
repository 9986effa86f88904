package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SessionPlan;

/** Sessions of a suite other than standard. */
record SuiteSessions(String suite) {

  SessionPlan plan(int sites) {
    SessionPlan plan = Stage.plan(sites, 32, 5);
    return new SessionPlan(
        plan.context(),
        plan.roster(),
        plan.threshold(),
        plan.modulusBits(),
        plan.length(),
        Settings.of("suite", suite));
  }

  /** Whoever drops wherever: the sum is that of those who stayed, or there is none. */
  void assertEverySubsetAtEveryStepSumsExactlyOrNotAtAll(int n) {
    int revealed = 0;
    for (int step = 0; step < DropoutTests.STAYS; step++) {
      for (int subset = 0; subset < 1 << n; subset++) {
        int[] pattern = new int[n];
        for (int i = 0; i < n; i++) {
          pattern[i] = (subset >> i & 1) == 1 ? step : DropoutTests.STAYS;
        }
        String what = "n " + n + " step " + step + " subset " + subset;
        revealed += DropoutTests.check(plan(n), pattern, subset % 2 == 0, what) ? 1 : 0;
      }
    }
    assertTrue(revealed >= DropoutTests.STAYS, "hardly any sum: " + revealed);
  }

  /** The suite standard, at one site: its signatures are over other terms. */
  void assertASiteThatWasToldStandardIsLeftOut() {
    try (Stage stage = new Stage(new BonawitzAggregation(), plan(4))) {
      SessionPlan other = Stage.plan(4, 32, 5);
      stage.played.restart("site-2", other);
      stage.play();
      assertEquals(Map.of("site-2", ErrorCode.SIGNATURE_INVALID), stage.hub.blamed());
      assertEquals(stage.sumOf(List.of(0, 1, 3)), stage.revealed());
    }
  }
}
