package org.cloister.tck;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.spi.protection.SessionHost;

/**
 * A host for one party of a rehearsed session. Its signatures are digests, which anybody could
 * make: enough to see that they are checked, and no more.
 */
final class SessionDesk implements SessionHost {

  private final String party;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Bytes> journal = new TreeMap<>();

  SessionDesk(String party) {
    this.party = party;
  }

  @Override
  public SecureRandom random() {
    return random;
  }

  @Override
  public Bytes sign(String purpose, Bytes message) {
    return signature(party, purpose, message);
  }

  @Override
  public boolean verify(String signer, String purpose, Bytes message, Bytes signature) {
    return signature.equals(signature(signer, purpose, message));
  }

  private static Bytes signature(String party, String purpose, Bytes message) {
    String text = party + "\n" + purpose + "\n" + Digest.of(message.toArray()).hex();
    return Bytes.of(Digest.of(text).toBytes());
  }

  @Override
  public void journal(String name, Bytes entry) {
    if (journal.putIfAbsent(name, entry) != null) {
      throw new IllegalStateException("an entry of that name exists");
    }
  }

  @Override
  public Optional<Bytes> journalled(String name) {
    return Optional.ofNullable(journal.get(name));
  }
}
