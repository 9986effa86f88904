package org.cloister.port;

import org.cloister.spi.protection.PrivacyMechanism;

/** Who adds the noise on the secure route. */
public sealed interface SumNoise {
  /** Each site, after quantising: nobody has to be trusted with the exact sum. */
  record AtSites(Configured<PrivacyMechanism.Distributed> mechanism) implements SumNoise {}

  /** The coordinator, which sees the exact sum first. */
  record AtCoordinator(Configured<PrivacyMechanism.Central> mechanism) implements SumNoise {}
}
