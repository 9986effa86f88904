package org.cloister.app.run;

import java.security.SecureRandom;
import java.util.Optional;
import org.cloister.app.identity.RunIdentities;
import org.cloister.crypto.CryptoSuite;
import org.cloister.identity.Federation;
import org.cloister.identity.Floors;
import org.cloister.identity.Party;
import org.cloister.identity.SessionSignatures;
import org.cloister.model.Digest;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/**
 * Protection for parties that all live in this process: randomness of this machine, and the keys
 * that each of them signs its messages with. Secrets of a session do not outlive the process, and
 * its journal need not either. Safe for any thread.
 */
public final class LocalProtection implements Protection {

  private final SecureRandom random = new SecureRandom();
  private final LocalJournal journal = new LocalJournal();
  private final RunIdentities identities;

  /** For the parties of {@code identities}, which stay the caller's. */
  public LocalProtection(RunIdentities identities) {
    this.identities = identities;
  }

  /** Floors that every party signed; keys of sessions no weaker than the parties' own. */
  private static SessionPolicy policy(Federation federation) {
    Floors floors = federation.floors();
    boolean any = federation.suite() == CryptoSuite.STANDARD;
    return new SessionPolicy(
        floors.sites(),
        floors.threshold(),
        floors.survivors(),
        any ? Optional.empty() : Optional.of(federation.suite().id()));
  }

  @Override
  public SecureRandom random() {
    return random;
  }

  /**
   * As {@link Protection#session}.
   *
   * @throws IllegalArgumentException if there is no party {@code self}
   */
  @Override
  public SessionHost session(Digest context, String self) {
    Party party = identities.party(self);
    return new LocalSessionHost(
        random,
        context,
        self,
        new SessionSignatures(party, context),
        policy(party.federation()),
        journal);
  }
}
