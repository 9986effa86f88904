package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloister.model.Digest;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.tck.ConformanceCase;
import org.cloister.tck.SessionConformance;
import org.cloister.tck.SessionDesks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol as it is against every adversary that anybody knows of. */
class ConformanceTests {

  static SessionPlan plan(SecureAggregation role, int sites) {
    List<String> roster = new ArrayList<>();
    for (int i = 1; i <= sites; i++) {
      roster.add("site-" + i);
    }
    Settings settings = Settings.none();
    int threshold = role.threshold(sites, settings);
    return new SessionPlan(Digest.of("conformance"), roster, threshold, 32, 20, settings);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 7})
  void play_everyAdversary_isRefusedOrSurvived(int sites) {
    BonawitzAggregation role = new BonawitzAggregation();
    SessionConformance conformance =
        new SessionConformance(role, plan(role, sites), Map.of(), new SessionDesks());
    List<ConformanceCase> failed = new ArrayList<>();
    for (String name : conformance.names()) {
      ConformanceCase one = conformance.play(name);
      if (!one.passed()) {
        failed.add(one);
      }
    }
    assertTrue(failed.isEmpty(), () -> sites + " sites: " + failed);
    assertTrue(conformance.honest().passed(), () -> conformance.honest().toString());
  }
}
