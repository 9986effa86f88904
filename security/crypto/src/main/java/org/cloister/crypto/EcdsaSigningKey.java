package org.cloister.crypto;

import org.cloister.model.Bytes;

/**
 * A P-256 key for ECDSA (FIPS 186-5, 6), made from its seed. {@link #close} wipes it. Safe for any
 * thread.
 */
final class EcdsaSigningKey implements SecondKey {
  private final SecretBytes seed;
  private final SecretBytes scalar;
  private final Bytes publicKey;

  private EcdsaSigningKey(SecretBytes seed) {
    this.scalar = P256Scalars.ofSeed(seed, "p-256 signature");
    this.seed = seed.copy();
    this.publicKey = Bytes.of(scalar.use(P256::publicPoint));
  }

  /** Takes a copy of {@code seed}. */
  static EcdsaSigningKey fromSeed(SecretBytes seed) {
    return new EcdsaSigningKey(seed);
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public SecretBytes seed() {
    return seed.copy();
  }

  Signature sign(byte[] message) {
    byte[] value = scalar.use(secret -> P256.sign(secret, message));
    return new Signature(SignatureAlgorithm.ECDSA_P256, Bytes.of(value));
  }

  @Override
  public void close() {
    seed.close();
    scalar.close();
  }
}
