package org.cloister.crypto;

import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * An ML-KEM-768 key (NIST FIPS 203), made from its seed {@code d || z} (7.1) and never read from
 * anything longer. {@link #close} wipes it. Safe for any thread.
 */
final class DecapsulationKey implements AutoCloseable {
  static final int SEED_BYTES = 64;

  private final MLKEMPrivateKeyParameters key;

  private DecapsulationKey(MLKEMPrivateKeyParameters key) {
    this.key = key;
  }

  /** Reads {@code seed}, which stays the caller's. */
  static DecapsulationKey fromSeed(SecretBytes seed) {
    CloisterException.require(
        seed.length() == SEED_BYTES,
        ErrorCode.KEY_INVALID,
        "The seed of an ML-KEM-768 key must have 64 bytes, was " + seed.length() + ".");
    return new DecapsulationKey(
        seed.use(bytes -> new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, bytes)));
  }

  Bytes publicKey() {
    return Bytes.of(key.getPublicKey());
  }

  /**
   * What is encapsulated in {@code ciphertext}; for one that was altered, other bytes that nobody
   * else can know, and no word about it (FIPS 203, 6.3).
   *
   * @throws CloisterException CL-0914 if it has another length
   */
  synchronized SecretBytes decapsulate(Bytes ciphertext) {
    CloisterException.require(
        ciphertext.length() == EncapsulationKey.CIPHERTEXT_BYTES,
        ErrorCode.KEY_INVALID,
        "A ciphertext of ML-KEM-768 must have 1088 bytes, was " + ciphertext.length() + ".");
    return SecretBytes.owning(new MLKEMExtractor(key).extractSecret(ciphertext.toArray()));
  }

  @Override
  public synchronized void close() {
    Destroying.destroy(key);
  }
}
