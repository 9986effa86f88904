package org.cloister.port;

import java.security.SecureRandom;
import org.cloister.model.Digest;
import org.cloister.spi.protection.SessionHost;

/** What one party has for protection: randomness, keys, a journal. Training never sees it. */
public interface Protection {

  /** Randomness for keys, masks and noise. */
  SecureRandom random();

  /**
   * The host of one session.
   *
   * @param context the digest over everything that the session is bound to
   * @param self the name of this party
   */
  SessionHost session(Digest context, String self);
}
