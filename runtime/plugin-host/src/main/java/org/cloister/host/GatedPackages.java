package org.cloister.host;

import java.util.List;
import java.util.Optional;
import org.cloister.guard.Grant;

/** Packages that only bundles with a grant may import. */
final class GatedPackages {
  private static final String ND4J_ROOT = "org.nd4j";
  static final String PROTECTION = "org.cloister.spi.protection";

  /** Keys, masks and secrets; there where the program has the room. */
  static final String CRYPTO = "org.cloister.crypto";

  /**
   * What neural networks compute with, and no more: native pointers, files and executioners stay on
   * the host's side.
   */
  static final List<String> ND4J =
      List.of(
          "org.nd4j.linalg.api.blas",
          "org.nd4j.linalg.api.buffer",
          "org.nd4j.linalg.api.memory",
          "org.nd4j.linalg.api.memory.conf",
          "org.nd4j.linalg.api.memory.enums",
          "org.nd4j.linalg.api.ndarray",
          "org.nd4j.linalg.api.ops.impl.transforms",
          "org.nd4j.linalg.factory",
          "org.nd4j.linalg.indexing",
          "org.nd4j.linalg.ops.transforms");

  private GatedPackages() {}

  /** The grant that a package takes; empty if any bundle may import it. */
  static Optional<Grant> grantFor(String packageName) {
    if (isNd4j(packageName)) {
      return Optional.of(Grant.ND4J);
    }
    return packageName.equals(PROTECTION) || packageName.equals(CRYPTO)
        ? Optional.of(Grant.PROTECTION)
        : Optional.empty();
  }

  static boolean isNd4j(String packageName) {
    return packageName.equals(ND4J_ROOT) || packageName.startsWith(ND4J_ROOT + ".");
  }
}
