package org.cloister.engine.site;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/** The host of a session whose vector holds what does not change from round to round. */
record GuardedHost(SessionHost host, GivenSums given) implements SessionHost {

  @Override
  public void admit(List<String> survivors) {
    given.admit(survivors);
  }

  @Override
  public SessionPolicy policy() {
    return host.policy();
  }

  @Override
  public SecureRandom random() {
    return host.random();
  }

  @Override
  public Bytes sign(String purpose, Bytes message) {
    return host.sign(purpose, message);
  }

  @Override
  public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
    return host.verify(party, purpose, message, signature);
  }

  @Override
  public void journal(String name, Bytes entry) {
    host.journal(name, entry);
  }

  @Override
  public Optional<Bytes> journalled(String name) {
    return host.journalled(name);
  }
}
