package org.cloister.spi.protection;

import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What a site insists on in every session, whatever the plan says that it was sent: its own, from
 * what it agreed to with the federation. A protocol may insist on more.
 *
 * @param sites the fewest on the roster, at least 1
 * @param threshold the lowest threshold, at least 1
 * @param survivors the fewest whose values may be in a sum, at least 1
 * @param suite the crypto suite that all keys must be of; empty for any
 */
public record SessionPolicy(int sites, int threshold, int survivors, Optional<String> suite) {

  /** Checks the ranges. */
  public SessionPolicy {
    CloisterException.require(
        sites >= 1 && threshold >= 1 && survivors >= 1,
        ErrorCode.PROTECTION_REFUSED,
        "The floors of a policy must be at least 1, were "
            + sites
            + " sites, a threshold of "
            + threshold
            + " and "
            + survivors
            + " survivors.");
  }

  /** Nothing beyond what the protocol insists on. */
  public static SessionPolicy none() {
    return new SessionPolicy(1, 1, 1, Optional.empty());
  }
}
