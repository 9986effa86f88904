package org.cloister.crypto;

import java.util.Locale;

/** How a signature was made; sizes in bytes. */
public enum SignatureAlgorithm {
  /** Pure Ed25519 (RFC 8032, 5.1). */
  ED25519(32, 64),

  /**
   * ECDSA over P-256 with SHA-256 (NIST FIPS 186-5, 6): r and the lower of the two s, 32 bytes
   * each, so that a signature has one form. A key is the Ed25519 key that its holder signs the
   * ledger with, and after it the point, uncompressed (SEC 1, 2.3.3).
   */
  ECDSA_P256(32 + P256.POINT_BYTES, 64),

  /**
   * Ed25519 and after it ML-DSA-65 (NIST FIPS 204, deterministic), keys and signatures one after
   * the other; both have to hold. Each is over the message behind a label of this algorithm, so
   * that neither half is a signature of its own over anything.
   */
  ED25519_ML_DSA_65(
      32 + MlDsaParameterSet.ML_DSA_65.publicKeyBytes(),
      64 + MlDsaParameterSet.ML_DSA_65.signatureBytes()),

  /**
   * ML-DSA-44 (NIST FIPS 204, pure, deterministic, with an empty context), for heads of ledgers
   * beside an Ed25519 signature of its own.
   */
  ML_DSA_44(
      MlDsaParameterSet.ML_DSA_44.publicKeyBytes(), MlDsaParameterSet.ML_DSA_44.signatureBytes());

  private final int publicKeyBytes;
  private final int signatureBytes;

  SignatureAlgorithm(int publicKeyBytes, int signatureBytes) {
    this.publicKeyBytes = publicKeyBytes;
    this.signatureBytes = signatureBytes;
  }

  /** Its name for people: its constant in lower case. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
