package org.cloister.crypto;

import org.cloister.model.Bytes;

/**
 * What came of an exchange of keys for the party that began it.
 *
 * @param sent what the other party needs; public, empty in a suite without it
 * @param secret what both then have; use it through {@link Hkdf} only
 */
public record Exchanged(Bytes sent, SecretBytes secret) implements AutoCloseable {
  /** Wipes the secret. */
  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "Exchanged[" + sent.length() + " bytes sent]";
  }
}
