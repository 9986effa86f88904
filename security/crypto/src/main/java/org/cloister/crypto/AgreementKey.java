package org.cloister.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * An X25519 key (RFC 7748) for one session: two parties with each other's public half agree on the
 * same 32 secret bytes.
 *
 * <p><b>Guarantee.</b> A public half of small order, which would give a secret that everyone knows,
 * is refused. The agreed bytes are not uniform: use them through {@link Hkdf} only.
 *
 * <p>{@link #close} wipes the seed; after that the key agrees with nobody. Safe for any thread.
 */
final class AgreementKey implements AutoCloseable {

  /** The length of a seed, of a public half and of an agreed secret. */
  static final int BYTES = X25519.POINT_SIZE;

  private final SecretBytes seed;
  private final Bytes publicKey;

  private AgreementKey(SecretBytes seed) {
    this.seed = seed;
    byte[] point = new byte[BYTES];
    seed.use(
        scalar -> {
          X25519.scalarMultBase(scalar, 0, point, 0);
          return point;
        });
    this.publicKey = Bytes.of(point);
  }

  static AgreementKey fromSeed(SecretBytes seed) {
    CloisterException.require(
        seed.length() == BYTES,
        ErrorCode.KEY_INVALID,
        "The seed of an agreement key must have 32 bytes, was " + seed.length() + ".");
    return new AgreementKey(seed.copy());
  }

  /** The 32 bytes that others need; public. */
  Bytes publicKey() {
    return publicKey;
  }

  /**
   * What both parties, and nobody else, can compute.
   *
   * @throws CloisterException CL-0914 if {@code peer} has another length or small order
   * @throws IllegalStateException after {@link #close}
   */
  SecretBytes agree(Bytes peer) {
    byte[] shared = new byte[BYTES];
    boolean usable =
        peer.length() == BYTES
            && seed.use(
                scalar -> X25519.calculateAgreement(scalar, 0, peer.toArray(), 0, shared, 0));
    CloisterException.require(
        usable,
        ErrorCode.KEY_INVALID,
        "A public agreement key must be 32 bytes that are no point of small order; its owner must make another.");
    return SecretBytes.owning(shared);
  }

  /** Refuses what {@link #agree} would refuse. */
  static void requirePublic(Bytes peer) {
    try (SecretBytes any = SecretBytes.owning(new byte[BYTES]);
        AgreementKey key = new AgreementKey(any)) {
      key.agree(peer).close();
    }
  }

  /** Wipes the seed. May be called again. */
  @Override
  public void close() {
    seed.close();
  }

  @Override
  public String toString() {
    return "AgreementKey[of " + publicKey + "]";
  }
}
