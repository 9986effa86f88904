package org.cloister.engine.site;

import java.util.HashSet;
import java.util.List;
import org.cloister.engine.JobTerms;
import org.cloister.port.AggregationRoute;

/**
 * Whether an ask keeps to the route of the job. The site knows the route itself: a coordinator that
 * names no session must not get what the route hides from it. What is asked of the sessions of
 * groups beyond this stands in {@link GroupChecks}.
 */
final class AskCheck {
  private AskCheck() {}

  static boolean allowed(
      AggregationRoute route, JobTerms terms, String self, List<String> session) {
    if (route instanceof AggregationRoute.Open) {
      return session.isEmpty();
    }
    return session.contains(self)
        && terms.roster().containsAll(session)
        && new HashSet<>(session).size() == session.size();
  }
}
