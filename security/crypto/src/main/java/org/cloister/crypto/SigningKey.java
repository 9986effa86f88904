package org.cloister.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * An Ed25519 key in memory. It signs with the public key that belongs to its own seed and no other,
 * since signing under a foreign one gives the seed away.
 *
 * <p>{@link #close} wipes the seed; after that the key refuses to sign. It is never serialised and
 * its text shows the public half only. Safe for any thread.
 */
public final class SigningKey implements Signer, AutoCloseable {

  private final SecretBytes seed;
  private final VerifyingKey verifyingKey;
  private final byte[] rawPublic;

  private SigningKey(SecretBytes seed) {
    this.seed = seed;
    this.rawPublic = new byte[Ed25519.PUBLIC_KEY_SIZE];
    seed.use(
        secret -> {
          Ed25519.generatePublicKey(secret, 0, rawPublic, 0);
          return rawPublic;
        });
    this.verifyingKey = VerifyingKey.fromRaw(Bytes.of(rawPublic));
  }

  static SigningKey generate(SecureRandom random) {
    return new SigningKey(SecretBytes.random(Ed25519.SECRET_KEY_SIZE, random));
  }

  static SigningKey fromSeed(SecretBytes seed) {
    CloisterException.require(
        seed.length() == Ed25519.SECRET_KEY_SIZE,
        ErrorCode.KEY_INVALID,
        "The seed of a signing key must have 32 bytes, was " + seed.length() + ".");
    return new SigningKey(seed.copy());
  }

  static SigningKey fromPkcs8(SecretBytes pkcs8) {
    return new SigningKey(pkcs8.use(KeyEncoding.ED25519_PKCS8::unwrapSecret));
  }

  @Override
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  @Override
  public Signature sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    seed.use(
        secret -> {
          Ed25519.sign(secret, 0, rawPublic, 0, message, 0, message.length, signature, 0);
          return signature;
        });
    return Signature.ed25519(Bytes.of(signature));
  }

  /** The key as PKCS#8 (RFC 8410, 48 bytes, without the public half), for a key store. */
  public SecretBytes pkcs8() {
    return seed.use(KeyEncoding.ED25519_PKCS8::wrapSecret);
  }

  /** Wipes the seed. Signing that is under way ends first. May be called again. */
  @Override
  public void close() {
    seed.close();
  }

  @Override
  public String toString() {
    return "SigningKey[of " + verifyingKey + "]";
  }
}
