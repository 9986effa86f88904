package org.cloister.plugins.secagg;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.crypto.Sha256;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/**
 * A host for one party of a session in a test. A signature is a digest with a secret of the party
 * that only the test knows: a thousand times as fast as a real one, and as good against what an
 * attacker in these tests can do. The journal lives as long as the desk: a second session at it is
 * one after a restart.
 */
class Desk implements SessionHost {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] SECRET = new byte[16];

  static {
    RANDOM.nextBytes(SECRET);
  }

  private final String party;
  private final Map<String, Bytes> journal = new TreeMap<>();

  Desk(String party) {
    this.party = party;
  }

  @Override
  public SecureRandom random() {
    return RANDOM;
  }

  @Override
  public SessionPolicy policy() {
    return SessionPolicy.none();
  }

  @Override
  public void admit(List<String> survivors) {}

  @Override
  public Bytes sign(String purpose, Bytes message) {
    return signature(party, purpose, message);
  }

  @Override
  public boolean verify(String signer, String purpose, Bytes message, Bytes signature) {
    return signature(signer, purpose, message).equals(signature);
  }

  private static Bytes signature(String party, String purpose, Bytes message) {
    String name = party.length() + party + "|" + purpose + "|";
    return Bytes.of(
        new Sha256()
            .add(SECRET)
            .add(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .add(message.toArray())
            .finish());
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
