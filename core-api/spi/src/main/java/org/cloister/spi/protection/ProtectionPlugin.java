package org.cloister.spi.protection;

import java.util.List;
import org.cloister.spi.Plugin;

/** A plugin of the protection tier. */
public interface ProtectionPlugin extends Plugin {

  /** Protocols that reveal a sum and nothing else. */
  default List<SecureAggregation> secureAggregations() {
    return List.of();
  }

  /** Ways from numbers to residues. */
  default List<Quantizer> quantizers() {
    return List.of();
  }

  /** Mechanisms of differential privacy. */
  default List<PrivacyMechanism> privacyMechanisms() {
    return List.of();
  }
}
