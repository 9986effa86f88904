package org.cloister.app.run;

import java.util.Map;
import java.util.TreeMap;
import org.cloister.engine.JobOutcome;
import org.cloister.model.ErrorCode;
import org.cloister.node.Driver;
import org.cloister.node.LocalFederation;

/** Sites that ended by themselves, before the job did. */
final class Absent {
  private static final JobOutcome NOT_ENDED =
      new JobOutcome.Failed(ErrorCode.INTERRUPTED, "not ended", 0);

  private Absent() {}

  /** Why, by site. */
  static Map<String, String> reasons(LocalFederation federation) {
    Map<String, String> reasons = new TreeMap<>();
    for (Map.Entry<String, Driver> party : federation.drivers().entrySet()) {
      JobOutcome own = party.getValue().outcome().getNow(NOT_ENDED);
      if (!party.getKey().equals(LocalFederation.COORDINATOR)
          && own instanceof JobOutcome.Failed failed
          && failed.code() != ErrorCode.INTERRUPTED) {
        reasons.put(party.getKey(), failed.reason());
      }
    }
    return reasons;
  }
}
