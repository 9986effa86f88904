package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.port.PassingHost;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;

/** Two sums over the same values and almost the same sites tell those of one site. */
class DifferencingTests {
  private static final int SITES = 5;
  private static final int THRESHOLD = 4;

  /** Agrees to one set of survivors, in all sessions of its site. */
  private static final class OneSet extends PassingHost {
    private final Set<List<String>> agreed;

    OneSet(SessionHost host, Set<List<String>> agreed) {
      super(host);
      this.agreed = agreed;
    }

    @Override
    public void admit(List<String> survivors) {
      CloisterException.require(
          agreed.isEmpty() || agreed.contains(survivors),
          ErrorCode.SURVIVORS_REFUSED,
          "Another sum would tell of a single site.");
      agreed.add(survivors);
    }
  }

  private final Map<String, Set<List<String>>> memories = new HashMap<>();

  /** A session in which the last sites are silent from the start. */
  private Stage round(SiteChecks checks, String context, int silent) {
    SessionPlan plan = Stage.plan(context, SITES, THRESHOLD, 32, 20);
    Stage stage =
        new Stage(
            new BonawitzAggregation(checks, new HubChecks()),
            plan,
            (party, host) ->
                new OneSet(
                    host,
                    memories.computeIfAbsent(
                        party,
                        p ->
                            new TreeSet<>(
                                java.util.Comparator.comparing(List<String>::toString)))));
    for (int i = SITES - silent; i < SITES; i++) {
      stage.silence(plan.roster().get(i));
    }
    return stage.play();
  }

  @Test
  void sum_overTheSameSitesAgain_isRevealed() {
    try (Stage first = round(new SiteChecks(), "one", 0);
        Stage second = round(new SiteChecks(), "two", 0)) {
      assertEquals(first.revealed(), second.revealed());
    }
  }

  @Test
  void sum_overOneSiteFewer_isRefusedAndNothingRevealed() {
    try (Stage first = round(new SiteChecks(), "one", 0);
        Stage second = round(new SiteChecks(), "two", 1)) {
      assertTrue(first.hub.sum().isPresent());
      assertTrue(second.hub.sum().isEmpty());
      assertEquals(
          List.of(ErrorCode.SURVIVORS_REFUSED),
          second.refused().values().stream().distinct().toList());
      assertEquals(SITES - 1, second.refused().size());
    }
  }

  /** What the check is there for: without it the difference is the missing site's vector. */
  @Test
  void sum_overOneSiteFewerWithoutTheCheck_tellsThatSitesVector() {
    SiteChecks broken =
        new SiteChecks() {
          @Override
          void admitted(SiteParty party, List<Integer> survivors) {}
        };
    try (Stage first = round(broken, "one", 0);
        Stage second = round(broken, "two", 1)) {
      assertEquals(first.revealed(), second.revealed().plus(first.residues(SITES - 1)));
    }
  }
}
