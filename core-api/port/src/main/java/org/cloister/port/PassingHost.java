package org.cloister.port;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionPolicy;

/**
 * A host before another: asks it for everything. Who extends it changes one thing, and forgets none
 * of what the host behind it insists on. As safe for threads as that host.
 */
public abstract class PassingHost implements SessionHost {

  private final SessionHost behind;

  /** Before {@code behind}. */
  protected PassingHost(SessionHost behind) {
    this.behind = behind;
  }

  @Override
  public SecureRandom random() {
    return behind.random();
  }

  @Override
  public SessionPolicy policy() {
    return behind.policy();
  }

  @Override
  public Bytes sign(String purpose, Bytes message) {
    return behind.sign(purpose, message);
  }

  @Override
  public boolean verify(String party, String purpose, Bytes message, Bytes signature) {
    return behind.verify(party, purpose, message, signature);
  }

  @Override
  public void admit(List<String> survivors) {
    behind.admit(survivors);
  }

  @Override
  public void journal(String name, Bytes entry) {
    behind.journal(name, entry);
  }

  @Override
  public Optional<Bytes> journalled(String name) {
    return behind.journalled(name);
  }
}
