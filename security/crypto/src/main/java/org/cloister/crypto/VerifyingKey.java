package org.cloister.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a signing key: an Ed25519 point of prime order in its canonical encoding.
 *
 * <p>Verification is strict, because verifiers disagree in the corners of RFC 8032 (Chalkias et al.
 * 2020, "Taming the many EdDSAs"): S below the group order, and both the key and R canonical and in
 * the subgroup of prime order. With these, the checks with and without cofactor agree, so nobody
 * can make a signature that one party accepts and another refuses. Honest signers make no others.
 *
 * <p>Immutable, equal by its bytes, safe for any thread.
 */
public final class VerifyingKey {

  private final Bytes raw;
  private final Ed25519.PublicPoint point;

  private VerifyingKey(Bytes raw, Ed25519.PublicPoint point) {
    this.raw = raw;
    this.point = point;
  }

  static VerifyingKey fromRaw(Bytes raw) {
    Ed25519.@Nullable PublicPoint point = null;
    if (raw.length() == Ed25519.PUBLIC_KEY_SIZE) {
      point = Ed25519.validatePublicKeyFullExport(raw.toArray(), 0);
    }
    if (point == null) {
      throw new CloisterException(
          ErrorCode.KEY_INVALID,
          "A verifying key must be the 32-byte canonical encoding of an Ed25519 point of prime order; ask its owner for the right one.");
    }
    return new VerifyingKey(raw, point);
  }

  static VerifyingKey fromX509(Bytes x509) {
    return fromRaw(KeyEncoding.ED25519_X509.unwrap(x509));
  }

  /** The algorithm of this key. */
  public SignatureAlgorithm algorithm() {
    return SignatureAlgorithm.ED25519;
  }

  /** The 32 bytes of RFC 8032. */
  public Bytes raw() {
    return raw;
  }

  /** The key as X.509 SubjectPublicKeyInfo (RFC 8410, 44 bytes), as openssl reads it. */
  public Bytes x509() {
    return KeyEncoding.ED25519_X509.wrap(raw);
  }

  /**
   * Whether {@code signature} is this key's over exactly {@code message}; never throws for bad
   * bytes.
   */
  public boolean verifies(byte[] message, Signature signature) {
    if (signature.algorithm() != algorithm()) {
      return false;
    }
    byte[] value = signature.value().toArray();
    return Ed25519.validatePublicKeyFull(value, 0)
        && Ed25519.verify(value, 0, point, message, 0, message.length);
  }

  /**
   * Whether the holder of this key made {@code signature} over exactly {@code message}; for whoever
   * decides for itself alone, and for less than half of the time. Unforgeable as {@link #verifies};
   * but a holder who wants to can make signatures that pass here and that others, or {@link
   * #verifies}, refuse. Never for what is shown to anybody else.
   */
  public boolean authenticates(byte[] message, Signature signature) {
    return signature.algorithm() == algorithm()
        && Ed25519.verify(signature.value().toArray(), 0, point, message, 0, message.length);
  }

  /**
   * As {@link #verifies}, for callers who cannot go on without.
   *
   * @param what what was signed, for people
   * @throws CloisterException CL-0906 if the signature does not hold
   */
  public void requireVerifies(byte[] message, Signature signature, String what) {
    CloisterException.require(
        verifies(message, signature),
        ErrorCode.SIGNATURE_INVALID,
        "The signature of "
            + what
            + " must hold under the key "
            + this
            + "; it was altered, or signed with another key.");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifyingKey key && raw.equals(key.raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  /** The first eight bytes: enough to tell keys apart, public anyway. */
  @Override
  public String toString() {
    byte[] head = new byte[8];
    raw.read(0, head, 0, head.length);
    return "ed25519:" + java.util.HexFormat.of().formatHex(head) + "...";
  }
}
