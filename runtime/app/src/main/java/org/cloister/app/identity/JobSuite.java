package org.cloister.app.identity;

import java.util.Arrays;
import java.util.Optional;
import org.cloister.app.job.AggregationSection;
import org.cloister.crypto.CryptoSuite;
import org.cloister.model.Settings;

/**
 * The suite of the parties of a simulated run: that of the job's sessions, which its protocol has
 * as the setting {@code suite}, so that no message is signed with less than sessions are sealed
 * with. Standard where there are no sessions.
 */
public final class JobSuite {
  private JobSuite() {}

  /** The suite; what no suite's name is the protocol refuses when the job is checked. */
  public static CryptoSuite of(Optional<AggregationSection> aggregation) {
    return aggregation
        .flatMap(AggregationSection::protocol)
        .map(protocol -> of(protocol.settings()))
        .orElse(CryptoSuite.STANDARD);
  }

  /** That of a protocol's settings. */
  public static CryptoSuite of(Settings protocol) {
    String named = protocol.text("suite", "");
    return Arrays.stream(CryptoSuite.values())
        .filter(suite -> suite.id().equals(named))
        .findFirst()
        .orElse(CryptoSuite.STANDARD);
  }
}
