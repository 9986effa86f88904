package org.cloister.port;

import java.security.SecureRandom;
import org.cloister.model.Digest;
import org.cloister.spi.protection.SessionHost;

/** What one party has for protection: randomness, keys, a journal. Training never sees it. */
public interface Protection {

  /** Randomness for keys, masks and noise. */
  SecureRandom random();

  /**
   * The host of one session, or of something else with a journal: what is written there is
   * remembered as long as the job.
   *
   * @param context the digest over everything that the session is bound to
   * @param self the name of this party
   */
  SessionHost session(Digest context, String self);

  /**
   * The host of a session of one round. What was journalled with sessions of earlier rounds may be
   * forgotten from then on.
   *
   * @param round the job's
   */
  default SessionHost session(Digest context, int round, String self) {
    return session(context, self);
  }
}
