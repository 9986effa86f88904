package org.cloister.app.identity;

import java.util.Arrays;
import java.util.Optional;
import org.cloister.app.job.AggregationSection;
import org.cloister.crypto.CryptoModule;
import org.cloister.crypto.CryptoSuite;
import org.cloister.model.Settings;

/**
 * The suite of the parties of a simulated run: that of the job's sessions, which its protocol has
 * as the setting {@code suite}, so that no message is signed with less than sessions are sealed
 * with. The usual one where there are no sessions.
 */
public final class JobSuite {
  private JobSuite() {}

  /** The suite; what no suite's name is the protocol refuses when the job is checked. */
  public static CryptoSuite of(Optional<AggregationSection> aggregation) {
    return aggregation
        .flatMap(AggregationSection::protocol)
        .map(protocol -> of(protocol.settings()))
        .orElseGet(CryptoModule::usualSuite);
  }

  /** That of a protocol's settings. */
  public static CryptoSuite of(Settings protocol) {
    String named = protocol.text("suite", "");
    return Arrays.stream(CryptoSuite.values())
        .filter(suite -> suite.id().equals(named))
        .findFirst()
        .orElseGet(CryptoModule::usualSuite);
  }
}
