package org.cloister.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import org.cloister.crypto.provider.Ed25519Primitive;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A key of a {@link CryptoSuite} in memory: Ed25519, and with seeds of their own ML-DSA-65 in
 * pq-hybrid, and in fips ECDSA over P-256, which then signs alone. It signs with the public key
 * that belongs to its own seed and no other, since signing under a foreign one gives the seed away.
 *
 * <p>{@link #close} wipes the seeds; after that the key refuses to sign. It is never serialised and
 * its text shows the public half only. Safe for any thread.
 */
public final class SigningKey implements Signer, AutoCloseable {

  private static final int SEED_BYTES = 32;

  private final SecretBytes seed;
  private final SignatureAlgorithm algorithm;
  private final Optional<SecondKey> second;
  private final VerifyingKey verifyingKey;
  private final byte[] rawPublic;

  private SigningKey(SecretBytes seed) {
    this(seed, SignatureAlgorithm.ED25519, Optional.empty());
  }

  private SigningKey(SecretBytes seed, SignatureAlgorithm algorithm, Optional<SecondKey> second) {
    this.seed = seed;
    this.algorithm = algorithm;
    this.second = second;
    this.rawPublic = seed.use(CryptoModule.provider().ed25519()::publicKey);
    Bytes first = Bytes.of(rawPublic);
    Bytes all = second.map(key -> Composite.joined(first, key.publicKey().toArray())).orElse(first);
    this.verifyingKey = VerifyingKey.fromRaw(algorithm, all);
  }

  static SigningKey generate(SecureRandom random) {
    return new SigningKey(SecretBytes.random(SEED_BYTES, random));
  }

  static SigningKey fromSeed(SecretBytes seed) {
    CloisterException.require(
        seed.length() == SEED_BYTES,
        ErrorCode.KEY_INVALID,
        "The seed of a signing key must have 32 bytes, was " + seed.length() + ".");
    return new SigningKey(seed.copy());
  }

  static SigningKey fromPkcs8(SecretBytes pkcs8) {
    return new SigningKey(pkcs8.use(KeyEncoding.ED25519_PKCS8::unwrapSecret));
  }

  /** This Ed25519 key with the second one of an algorithm beside it; copies both secrets. */
  SigningKey with(SignatureAlgorithm both, SecretBytes secondSeed) {
    SecondKey made = SecondKey.fromSeed(both, secondSeed);
    return new SigningKey(seed.copy(), both, Optional.of(made));
  }

  @Override
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  @Override
  public Signature sign(byte[] message) {
    if (second.isEmpty()) {
      return ed25519(message);
    }
    if (second.get() instanceof EcdsaSigningKey ecdsa) {
      return ecdsa.sign(message);
    }
    byte[] other = ((MlDsaSigningKey) second.get()).sign(Composite.label(), message);
    return new Signature(
        algorithm, Composite.joined(ed25519(Composite.labelled(message)).value(), other));
  }

  private Signature ed25519(byte[] message) {
    Ed25519Primitive ed25519 = CryptoModule.provider().ed25519();
    byte[] signature = seed.use(secret -> ed25519.sign(secret, rawPublic, message));
    return Signature.ed25519(Bytes.of(signature));
  }

  /**
   * The Ed25519 key in it, for formats that have that alone: it shares the seed with this key, and
   * is wiped with it.
   */
  public SigningKey ed25519() {
    return second.isEmpty() ? this : new SigningKey(seed);
  }

  /** The Ed25519 key as PKCS#8 (RFC 8410, 48 bytes, without the public half), for a key store. */
  public SecretBytes pkcs8() {
    return seed.use(KeyEncoding.ED25519_PKCS8::wrapSecret);
  }

  /** A copy of the seed of the second key (32 bytes), for a key store. */
  public Optional<SecretBytes> secondSeed() {
    return second.map(SecondKey::seed);
  }

  /** Wipes the seeds. Signing that is under way ends first. May be called again. */
  @Override
  public void close() {
    seed.close();
    second.ifPresent(SecondKey::close);
  }

  @Override
  public String toString() {
    return "SigningKey[of " + verifyingKey + "]";
  }
}
