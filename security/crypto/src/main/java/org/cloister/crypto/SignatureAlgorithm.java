package org.cloister.crypto;

/** How a signature was made; sizes in bytes. */
public enum SignatureAlgorithm {
  /** Pure Ed25519 (RFC 8032, 5.1). */
  ED25519(32, 64),

  /**
   * Ed25519 and after it ML-DSA-65 (NIST FIPS 204, deterministic), keys and signatures one after
   * the other; both have to hold. Each is over the message behind a label of this algorithm, so
   * that neither half is a signature of its own over anything.
   */
  ED25519_ML_DSA_65(32 + MlDsaVerifyingKey.BYTES, 64 + MlDsaVerifyingKey.SIGNATURE_BYTES);

  private final int publicKeyBytes;
  private final int signatureBytes;

  SignatureAlgorithm(int publicKeyBytes, int signatureBytes) {
    this.publicKeyBytes = publicKeyBytes;
    this.signatureBytes = signatureBytes;
  }

  /** The length of a raw verifying key. */
  public int publicKeyBytes() {
    return publicKeyBytes;
  }

  /** The length of every signature. */
  public int signatureBytes() {
    return signatureBytes;
  }
}
