package org.cloister.ledger.entry;

import org.cloister.crypto.Signer;

/**
 * A party's signing key with the name that the federation's descriptor gives it. Never the log's
 * key: who keeps the log and who acts are different roles, even where one machine has both.
 *
 * @param keyName the name in the descriptor
 * @param signer the key
 */
public record BodySigner(String keyName, Signer signer) {

  /** Checks the name. */
  public BodySigner {
    Checks.name(keyName, "key");
  }
}
