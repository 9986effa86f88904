package org.cloister.app.run;

import java.security.SecureRandom;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;

/** Randomness of this machine; no keys, so no sessions of secure aggregation. */
public final class LocalProtection implements Protection {

  private final SecureRandom random = new SecureRandom();

  @Override
  public SecureRandom random() {
    return random;
  }

  @Override
  public SessionHost session(Digest context, String self) {
    throw new CloisterException(
        ErrorCode.PROTECTION_MISSING,
        "A session of secure aggregation must have keys, and simulate has none yet; choose route"
            + " open to try this job.");
  }
}
