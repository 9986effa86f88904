package org.cloister.spi.protection;

import java.util.HashSet;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;

/**
 * What all parties of a session agree on.
 *
 * @param context the digest over federation, job, round, model version, roster and plugin pins;
 *     bound into every derived key
 * @param roster the sites of this session, in order
 * @param threshold how many survivors it takes to learn the sum; from 1 to the size of the roster
 * @param modulusBits of the ring
 * @param length of the vectors
 * @param settings of the protocol
 */
public record SessionPlan(
    Digest context,
    List<String> roster,
    int threshold,
    int modulusBits,
    long length,
    Settings settings) {

  /** Checks roster and ranges. */
  public SessionPlan {
    roster = List.copyOf(roster);
    CloisterException.require(
        new HashSet<>(roster).size() == roster.size()
            && threshold >= 1
            && threshold <= roster.size()
            && modulusBits >= 1
            && modulusBits <= 64
            && length >= 1,
        ErrorCode.PROTECTION_REFUSED,
        "A session needs distinct sites, a threshold from 1 to their number, modulusBits 1 to 64 and length >= 1.");
  }
}
