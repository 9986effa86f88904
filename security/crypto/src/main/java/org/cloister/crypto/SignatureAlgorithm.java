package org.cloister.crypto;

/** How a signature was made; sizes in bytes. */
public enum SignatureAlgorithm {
  /** Pure Ed25519 (RFC 8032, 5.1). */
  ED25519(32, 64);

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
