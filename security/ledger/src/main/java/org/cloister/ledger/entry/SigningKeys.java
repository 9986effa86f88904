package org.cloister.ledger.entry;

import java.util.Optional;
import org.cloister.crypto.VerifyingKey;

/** The keys of the federation's descriptor by name. */
@FunctionalInterface
public interface SigningKeys {

  /** The key of this name; empty if the descriptor has none. */
  Optional<VerifyingKey> key(String keyName);
}
