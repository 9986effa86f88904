package org.cloister.crypto;

import java.security.SecureRandom;
import org.cloister.model.Bytes;

/**
 * An ML-DSA-44 key (NIST FIPS 204, pure, with an empty context) in memory. It signs heads of
 * ledgers, beside an Ed25519 key and never in its place: C2SP tlog-cosignature has this parameter
 * set and no other.
 *
 * <p>It signs deterministically (3.4): the same head has the same signature. {@link #close} wipes
 * the key, and after that it refuses to sign. It is never serialised and its text shows the public
 * half only. Safe for any thread.
 */
public final class MlDsa44SigningKey implements Signer, AutoCloseable {
  private static final byte[] NO_CONTEXT = {};

  private final MlDsaSigningKey key;
  private final VerifyingKey verifyingKey;

  private MlDsa44SigningKey(MlDsaSigningKey key) {
    this.key = key;
    this.verifyingKey = VerifyingKey.mlDsa44(key.publicKey());
  }

  /** A new key whose seed comes from {@code random}. */
  public static MlDsa44SigningKey generate(SecureRandom random) {
    try (SecretBytes seed = SecretBytes.random(MlDsaSigningKey.SEED_BYTES, random)) {
      return fromSeed(seed);
    }
  }

  /**
   * The key of its seed (FIPS 204, algorithm 6). Takes a copy; the caller still closes {@code
   * seed}.
   *
   * @throws org.cloister.model.CloisterException CL-0914 unless the seed has 32 bytes
   */
  public static MlDsa44SigningKey fromSeed(SecretBytes seed) {
    CryptoModule.requireMoreThanApproved("ML-DSA-44");
    return new MlDsa44SigningKey(MlDsaSigningKey.fromSeed(MlDsaParameterSet.ML_DSA_44, seed));
  }

  @Override
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  @Override
  public Signature sign(byte[] message) {
    return new Signature(SignatureAlgorithm.ML_DSA_44, Bytes.of(key.sign(NO_CONTEXT, message)));
  }

  /** A copy of the seed (32 bytes), for a key store. */
  public SecretBytes seed() {
    return key.seed();
  }

  /** Wipes the key. Signing that is under way ends first. May be called again. */
  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "MlDsa44SigningKey[of " + verifyingKey + "]";
  }
}
