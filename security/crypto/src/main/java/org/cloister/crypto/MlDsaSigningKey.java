package org.cloister.crypto;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * An ML-DSA key (NIST FIPS 204), made from its seed and never read from anything longer. It signs
 * deterministically (3.4), as Ed25519 does. {@link #close} wipes it. Safe for any thread.
 */
final class MlDsaSigningKey implements SecondKey {
  private final MlDsaParameterSet set;
  private final SecretBytes seed;
  private final MLDSAPrivateKeyParameters key;

  private MlDsaSigningKey(MlDsaParameterSet set, SecretBytes seed) {
    this.set = set;
    this.seed = seed;
    this.key = seed.use(bytes -> new MLDSAPrivateKeyParameters(set.parameters(), bytes));
  }

  /** Takes a copy of {@code seed}. */
  static MlDsaSigningKey fromSeed(MlDsaParameterSet set, SecretBytes seed) {
    CloisterException.require(
        seed.length() == SEED_BYTES,
        ErrorCode.KEY_INVALID,
        "The seed of an " + set.title() + " key must have 32 bytes, was " + seed.length() + ".");
    return new MlDsaSigningKey(set, seed.copy());
  }

  @Override
  public Bytes publicKey() {
    return Bytes.of(key.getPublicKey());
  }

  @Override
  public SecretBytes seed() {
    return seed.copy();
  }

  /** {@code ML-DSA.Sign} (5.2) without randomness; {@code context} of at most 255 bytes. */
  synchronized byte[] sign(byte[] context, byte[] message) {
    CloisterException.require(
        context.length <= MlDsaVerifyingKey.MOST_CONTEXT,
        ErrorCode.KEY_INVALID,
        "The context of a signature must have at most 255 bytes, was " + context.length + ".");
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, new ParametersWithContext(key, context));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL,
          "An " + set.title() + " key must sign every message and failed at it.",
          e);
    }
  }

  @Override
  public synchronized void close() {
    seed.close();
    Destroying.destroy(key);
  }
}
