package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;

/** Two sums over the same values and almost the same sites tell those of one site. */
class DifferencingTests {
  private static final int SITES = 5;
  private static final int THRESHOLD = 4;

  /** Agrees to one set of survivors, in all sessions of its site. */
  private record OneSet(SessionHost desk, Set<List<String>> agreed) implements SessionHost {
    @Override
    public void admit(List<String> survivors) {
      CloisterException.require(
          agreed.isEmpty() || agreed.contains(survivors),
          ErrorCode.SURVIVORS_REFUSED,
          "Another sum would tell of a single site.");
      agreed.add(survivors);
    }

    @Override
    public SecureRandom random() {
      return desk.random();
    }

    @Override
    public Bytes sign(String purpose, Bytes message) {
      return desk.sign(purpose, message);
    }

    @Override
    public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
      return desk.verify(party, purpose, message, signature);
    }

    @Override
    public void journal(String name, Bytes entry) {
      desk.journal(name, entry);
    }

    @Override
    public Optional<Bytes> journalled(String name) {
      return desk.journalled(name);
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
            party ->
                new OneSet(
                    new Desk(party),
                    memories.computeIfAbsent(
                        party,
                        p ->
                            new TreeSet<>(
                                java.util.Comparator.comparing(List<String>::toString)))));
    for (int i = SITES - silent; i < SITES; i++) {
      stage.silent.add(plan.roster().get(i));
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
          second.refused.values().stream().distinct().toList());
      assertEquals(SITES - 1, second.refused.size());
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
