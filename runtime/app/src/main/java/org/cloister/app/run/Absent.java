package org.cloister.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cloister.engine.JobOutcome;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.node.Driver;
import org.cloister.node.LocalFederation;

/**
 * A site that ended by itself, before the job did.
 *
 * @param site its name
 * @param code why
 * @param reason why, in words
 */
record Absent(String site, ErrorCode code, String reason) {
  private static final JobOutcome NOT_ENDED =
      new JobOutcome.Failed(ErrorCode.INTERRUPTED, "not ended", 0);

  /** All of them, in the order of the job. */
  static List<Absent> of(LocalFederation federation) {
    List<Absent> absent = new ArrayList<>();
    for (Map.Entry<String, Driver> party : federation.drivers().entrySet()) {
      JobOutcome own = party.getValue().outcome().getNow(NOT_ENDED);
      if (!party.getKey().equals(LocalFederation.COORDINATOR)
          && own instanceof JobOutcome.Failed failed
          && failed.code() != ErrorCode.INTERRUPTED) {
        absent.add(new Absent(party.getKey(), failed.code(), failed.reason()));
      }
    }
    return absent;
  }

  /** A line for each, below what else there is to say. */
  static String lines(List<Absent> absent) {
    return absent.stream()
        .map(gone -> "\n  site " + gone.site() + ": " + gone.reason())
        .collect(Collectors.joining());
  }

  /**
   * Sites whose data could not be read kept the job from starting. All of them are this program's
   * own, so it says what is wrong with each.
   *
   * @throws CloisterException with the first one's code, if there is any
   */
  static void refuse(List<Absent> absent) {
    if (!absent.isEmpty()) {
      throw new CloisterException(absent.get(0).code(), "The job was not started." + lines(absent));
    }
  }
}
