package org.cloister.crypto;

import org.bouncycastle.crypto.params.MLDSAParameters;

/** The parameter sets of ML-DSA (NIST FIPS 204, table 1) that are in use; sizes in bytes. */
enum MlDsaParameterSet {
  /** Heads of ledgers: the one set that C2SP tlog-cosignature has. */
  ML_DSA_44("ML-DSA-44", 1312, 2420),
  /** The second half of the suite pq-hybrid. */
  ML_DSA_65("ML-DSA-65", 1952, 3309);

  private final String title;
  private final int publicKeyBytes;
  private final int signatureBytes;

  MlDsaParameterSet(String title, int publicKeyBytes, int signatureBytes) {
    this.title = title;
    this.publicKeyBytes = publicKeyBytes;
    this.signatureBytes = signatureBytes;
  }

  /** The name in the standard. */
  String title() {
    return title;
  }

  MLDSAParameters parameters() {
    return switch (this) {
      case ML_DSA_44 -> MLDSAParameters.ml_dsa_44;
      case ML_DSA_65 -> MLDSAParameters.ml_dsa_65;
    };
  }

  int publicKeyBytes() {
    return publicKeyBytes;
  }

  int signatureBytes() {
    return signatureBytes;
  }
}
