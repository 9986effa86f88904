package org.cloister.audit;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Function;
import org.cloister.model.PluginPin;

/**
 * What a coordinator's ledger needs of the world around it.
 *
 * @param heads gets the heads that are published; that of the sites, where they are in one process
 * @param bundleNames the symbolic name of the bundle behind a pin
 * @param openings keeps what opens commitments
 * @param random for salts
 * @param patience how long to wait for a quorum
 * @param grace how long to wait, with a quorum, for sites that are there and have not answered
 * @param rounds keeps what candidates are made from
 */
public record Surroundings(
    HeadChecks heads,
    Function<PluginPin, String> bundleNames,
    Openings openings,
    SecureRandom random,
    Duration patience,
    Duration grace,
    RoundStore rounds) {

  /** Without keeping what candidates are made from. */
  public Surroundings(
      HeadChecks heads,
      Function<PluginPin, String> bundleNames,
      Openings openings,
      SecureRandom random,
      Duration patience,
      Duration grace) {
    this(heads, bundleNames, openings, random, patience, grace, RoundStore.none());
  }

  /** The same, keeping what candidates are made from. */
  public Surroundings keeping(RoundStore store) {
    return new Surroundings(heads, bundleNames, openings, random, patience, grace, store);
  }

  /** How long a quorum may take unless something else was said. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How long the last ones may take unless something else was said. */
  public static final Duration GRACE = Duration.ofSeconds(10);
}
