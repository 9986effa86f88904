package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Digest;
import org.cloister.model.Settings;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.tck.SessionDesks;
import org.cloister.tck.SessionStage;

/** Sessions of sites that are called {@code site-0} and so on. */
final class Rehearsals {
  static final String HUB = SessionMessage.COORDINATOR;

  private Rehearsals() {}

  static SessionPlan plan(int sites, int bits, int length) {
    return plan("test", sites, Terms.leastThreshold(sites), bits, length);
  }

  static SessionPlan plan(String context, int sites, int threshold, int bits, int length) {
    List<String> roster = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      roster.add("site-" + i);
    }
    return new SessionPlan(Digest.of(context), roster, threshold, bits, length, Settings.none());
  }

  static SessionStage stage(SessionPlan plan) {
    return new SessionStage(new BonawitzAggregation(), plan, new SessionDesks());
  }

  /** How many messages of that step a party sent. */
  static long count(SessionStage stage, String from, String step) {
    return stage.letters().stream()
        .filter(l -> l.from().equals(from) && l.message().step().equals(step))
        .count();
  }
}
