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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol as it is against every adversary that anybody knows of. */
class ConformanceTests {

  static SessionPlan plan(SecureAggregation role, int sites, Settings settings) {
    List<String> roster = new ArrayList<>();
    for (int i = 1; i <= sites; i++) {
      roster.add("site-" + i);
    }
    int threshold = role.threshold(sites, settings);
    return new SessionPlan(Digest.of("conformance"), roster, threshold, 32, 20, settings);
  }

  @ParameterizedTest
  @CsvSource({
    "3, standard",
    "4, standard",
    "7, standard",
    "3, fips",
    "4, fips",
    "3, pq-hybrid",
    "4, pq-hybrid"
  })
  void play_everyAdversary_isRefusedOrSurvived(int sites, String suite) {
    BonawitzAggregation role = new BonawitzAggregation();
    assertConforms(role, plan(role, sites, Settings.of("suite", suite)));
  }

  @Test
  void play_everyAdversaryOnASparseGraph_isRefusedOrSurvived() {
    SparseTerms sparse = new SparseTerms(4, 3, 9, 1);
    assertConforms(Rings.protocol(sparse), Rings.plan(sparse, 12, 32, 20));
    BellAggregation complete = new BellAggregation();
    assertConforms(complete, plan(complete, 4, Settings.none()));
  }

  @Test
  void honest_openingsWithheld_areExactUpToTheLimitAndVoidBeyond() {
    SparseTerms sparse = new SparseTerms(4, 3, 9, 1);
    for (int withheld = 0; withheld <= 4; withheld++) {
      ConformanceCase honest =
          new SessionConformance(
                  Rings.protocol(sparse),
                  Rings.plan(sparse, 12, 32, 20),
                  Map.of(Steps.OPENING, withheld),
                  new SessionDesks())
              .honest();
      assertTrue(honest.passed(), honest::toString);
      String begins = withheld > sparse.withheld() ? "void, no sum: " : "exact sum of ";
      assertTrue(honest.observed().startsWith(begins), honest::toString);
    }
  }

  private static void assertConforms(SecureAggregation role, SessionPlan plan) {
    SessionConformance conformance =
        new SessionConformance(role, plan, Map.of(), new SessionDesks());
    List<ConformanceCase> failed = new ArrayList<>();
    for (String name : conformance.names()) {
      ConformanceCase one = conformance.play(name);
      if (!one.passed()) {
        failed.add(one);
      }
    }
    assertTrue(failed.isEmpty(), () -> plan.roster().size() + " sites: " + failed);
    assertTrue(conformance.honest().passed(), () -> conformance.honest().toString());
  }
}
