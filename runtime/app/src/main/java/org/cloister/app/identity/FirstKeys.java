package org.cloister.app.identity;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.cloister.crypto.CryptoSuite;
import org.cloister.identity.PartyKeys;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.node.LocalFederation;

/**
 * The first keys of a run, made while its plugins start: the first use of the cryptographic library
 * takes a good part of a second, later ones a part of a millisecond. Belongs to one thread.
 */
public final class FirstKeys {
  private final SecureRandom random = new SecureRandom();
  private final CryptoSuite suite;
  private final FutureTask<PartyKeys> coordinator = new FutureTask<>(this::made);

  private FirstKeys(CryptoSuite suite) {
    this.suite = suite;
  }

  /** Begins to make them, of a suite. */
  public static FirstKeys begin(CryptoSuite suite) {
    FirstKeys keys = new FirstKeys(suite);
    Thread thread = new Thread(keys.coordinator, "cloister-first-keys");
    thread.setDaemon(true);
    thread.start();
    return keys;
  }

  private PartyKeys made() {
    return PartyKeys.coordinator(LocalFederation.COORDINATOR, suite, random);
  }

  /**
   * The parties of a run, as {@link RunIdentities#fresh} makes them; call it once.
   *
   * @throws CloisterException CL-0003 if this thread was interrupted; it still is then
   */
  public RunIdentities parties(String job, List<String> roster) {
    try {
      return RunIdentities.fresh(job, roster, coordinator.get(), random);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloisterException(
          ErrorCode.INTERRUPTED, "The job was interrupted before it began.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the first keys could not be made", e);
    }
  }
}
