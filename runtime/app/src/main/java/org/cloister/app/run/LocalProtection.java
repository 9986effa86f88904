package org.cloister.app.run;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.cloister.app.identity.RunIdentities;
import org.cloister.app.state.SessionJournal;
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
 * Protection for parties that all live in this process: randomness of this machine, the keys that
 * each of them signs its messages with, and a journal for each. Secrets of a session do not outlive
 * the process. Safe for any thread.
 */
public final class LocalProtection implements Protection {

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SessionJournal> journals = new ConcurrentHashMap<>();
  private final RunIdentities identities;
  private final Function<String, SessionJournal> open;

  /** For the parties of {@code identities}, which stay the caller's; journals in memory. */
  public LocalProtection(RunIdentities identities) {
    this(identities, party -> new LocalJournal());
  }

  /**
   * As above.
   *
   * @param open the journal of a party; asked once for each
   */
  LocalProtection(RunIdentities identities, Function<String, SessionJournal> open) {
    this.identities = identities;
    this.open = open;
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
   * As {@link Protection#session(Digest, String)}.
   *
   * @throws IllegalArgumentException if there is no party {@code self}
   */
  @Override
  public SessionHost session(Digest context, String self) {
    return session(context, SessionJournal.AS_LONG_AS_THE_JOB, self);
  }

  /** As above. */
  @Override
  public SessionHost session(Digest context, int round, String self) {
    Party party = identities.party(self);
    return new LocalSessionHost(
        random,
        context,
        round,
        new SessionSignatures(party, context),
        policy(party.federation()),
        journals.computeIfAbsent(self, open));
  }
}
