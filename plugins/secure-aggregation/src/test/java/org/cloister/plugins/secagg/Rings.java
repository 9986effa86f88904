package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Digest;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/** Sessions on sparse graphs that are smaller than any that the protocol would agree to. */
final class Rings {
  private Rings() {}

  static BellAggregation protocol(SparseTerms terms) {
    return protocol(terms, new SiteChecks(), new HubChecks());
  }

  static BellAggregation protocol(SparseTerms terms, SiteChecks site, HubChecks hub) {
    return new BellAggregation(site, hub, (sites, settings) -> Optional.of(terms));
  }

  static SessionPlan plan(SparseTerms terms, int sites, int bits, int length) {
    List<String> roster = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      roster.add("site-" + i);
    }
    return new SessionPlan(
        Digest.of("ring"), roster, terms.survivors(), bits, length, Settings.none());
  }

  static Terms terms(Stage stage, SparseTerms sparse) {
    return Terms.of(stage.plan, Optional.of(sparse));
  }

  static List<Commitment> commitments(Stage stage) {
    return Tamper.last(stage, Stage.HUB, Steps.COMMITMENTS)
        .map(m -> Commitment.decode(m.body(), stage.plan.roster().size()))
        .orElseThrow();
  }

  /** The graph that the hub drew, as anybody can compute it; none if it did not get so far. */
  static Optional<RingGraph> graph(Stage stage, SparseTerms sparse) {
    Optional<SessionMessage> roster = Tamper.last(stage, Stage.HUB, Steps.ROSTER);
    return roster.map(
        m -> {
          DrawnRoster drawn = DrawnRoster.decode(m.body(), stage.plan.roster().size());
          return Draw.of(terms(stage, sparse), commitments(stage), drawn.openings()).graph();
        });
  }
}
