package org.cloister.engine.rehearsal;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/** Randomness and a journal in memory; signatures that anyone could make. Test scope only. */
final class Unprotected implements Protection {
  private final SecureRandom random;

  Unprotected() {
    this(new SecureRandom());
  }

  /** {@code random} may be none: a test says so that needs the same masks or groups again. */
  Unprotected(SecureRandom random) {
    this.random = random;
  }

  @Override
  public SecureRandom random() {
    return random;
  }

  @Override
  public SessionHost session(Digest context, String self) {
    Map<String, Bytes> journal = new HashMap<>();
    return new SessionHost() {
      @Override
      public SecureRandom random() {
        return random;
      }

      @Override
      public SessionPolicy policy() {
        return SessionPolicy.none();
      }

      @Override
      public void admit(List<String> survivors) {}

      @Override
      public Bytes sign(String purpose, Bytes message) {
        return signature(self, purpose, message);
      }

      @Override
      public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
        return signature(party, purpose, message).equals(signature);
      }

      private Bytes signature(String party, String purpose, Bytes message) {
        return Bytes.of(Digest.of(context + party + purpose + message.hashCode()).toBytes());
      }

      @Override
      public void journal(String name, Bytes entry) {
        if (journal.putIfAbsent(name, entry) != null) {
          throw new IllegalStateException("journalled before: " + name);
        }
      }

      @Override
      public Optional<Bytes> journalled(String name) {
        return Optional.ofNullable(journal.get(name));
      }
    };
  }
}
