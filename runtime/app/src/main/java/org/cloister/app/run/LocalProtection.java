package org.cloister.app.run;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SigningKey;
import org.cloister.model.Digest;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;

/**
 * Protection for parties that all live in this process: randomness of this machine, and for each
 * party a signing key that is made when it is first needed and ends with the process. So nothing of
 * a session outlives the process, and its journal need not either. Safe for any thread.
 */
public final class LocalProtection implements Protection {

  private final SecureRandom random = new SecureRandom();
  private final Map<String, SigningKey> keys = new ConcurrentHashMap<>();
  private final LocalJournal journal = new LocalJournal();

  @Override
  public SecureRandom random() {
    return random;
  }

  @Override
  public SessionHost session(Digest context, String self) {
    return new LocalSessionHost(random, context, self, this::key, journal);
  }

  private SigningKey key(String party) {
    return keys.computeIfAbsent(party, name -> CryptoSuite.STANDARD.generateSigningKey(random));
  }
}
