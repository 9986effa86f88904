package org.cloister.app.audit;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.cloister.identity.Onlooker;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/**
 * Protection for who looks on: checks what the parties signed, and has nothing of its own.
 *
 * @param onlooker knows the parties; empty where nothing that they signed is looked at
 */
record AuditorProtection(Optional<Onlooker> onlooker) implements Protection {

  @Override
  public SecureRandom random() {
    throw none();
  }

  @Override
  public SessionHost session(Digest context, String self) {
    return new Desk(onlooker, context);
  }

  private static IllegalStateException none() {
    return new IllegalStateException("who looks on draws, signs and writes nothing");
  }

  private record Desk(Optional<Onlooker> onlooker, Digest context) implements SessionHost {

    @Override
    public SecureRandom random() {
      throw none();
    }

    @Override
    public SessionPolicy policy() {
      return SessionPolicy.none();
    }

    @Override
    public void admit(List<String> survivors) {
      throw none();
    }

    @Override
    public Bytes sign(String purpose, Bytes message) {
      throw none();
    }

    @Override
    public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
      return onlooker
          .filter(one -> one.verify(context, party, purpose, message, signature))
          .isPresent();
    }

    @Override
    public void journal(String name, Bytes entry) {
      throw none();
    }

    @Override
    public Optional<Bytes> journalled(String name) {
      return Optional.empty();
    }
  }
}
