package org.cloister.crypto;

import java.util.Optional;
import org.cloister.crypto.provider.Ed25519Primitive;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a signing key: an Ed25519 point of prime order in its canonical encoding, and
 * after it in the suite pq-hybrid an ML-DSA-65 key, in fips a point of P-256; or an ML-DSA-44 key
 * of heads of ledgers, alone.
 *
 * <p>Verification is strict, because verifiers disagree in the corners of RFC 8032 (Chalkias et al.
 * 2020, "Taming the many EdDSAs"): S below the group order, and both the key and R canonical and in
 * the subgroup of prime order. With these, the checks with and without cofactor agree, so nobody
 * can make a signature that one party accepts and another refuses. Honest signers make no others.
 * Of ECDSA it takes the lower of the two s alone.
 *
 * <p>Immutable, equal by its bytes, safe for any thread.
 */
public final class VerifyingKey {
  private static final byte[] NO_CONTEXT = {};

  private final SignatureAlgorithm algorithm;
  private final Bytes raw;
  private final Optional<Ed25519Primitive.Key> point;
  private final Optional<MlDsaVerifyingKey> mlDsa;

  private VerifyingKey(
      SignatureAlgorithm algorithm,
      Bytes raw,
      Optional<Ed25519Primitive.Key> point,
      Optional<MlDsaVerifyingKey> mlDsa) {
    this.algorithm = algorithm;
    this.raw = raw;
    this.point = point;
    this.mlDsa = mlDsa;
  }

  static VerifyingKey fromRaw(SignatureAlgorithm algorithm, Bytes raw) {
    return switch (algorithm) {
      case ED25519 -> new VerifyingKey(algorithm, raw, Optional.of(point(raw)), Optional.empty());
      case ECDSA_P256 -> ecdsa(algorithm, raw);
      case ED25519_ML_DSA_65 -> hybrid(algorithm, raw);
      case ML_DSA_44 -> mlDsa(algorithm, raw);
    };
  }

  private static VerifyingKey ecdsa(SignatureAlgorithm algorithm, Bytes raw) {
    requireLength(algorithm, raw);
    CloisterException.require(
        P256.isPoint(Composite.secondKey(raw).toArray()),
        ErrorCode.KEY_INVALID,
        "A verifying key of ECDSA must end with the 65 bytes of an uncompressed point of P-256; ask its owner for the right one.");
    Optional<Ed25519Primitive.Key> first = Optional.of(point(Composite.firstKey(raw)));
    return new VerifyingKey(algorithm, raw, first, Optional.empty());
  }

  private static VerifyingKey hybrid(SignatureAlgorithm algorithm, Bytes raw) {
    CryptoModule.requireMoreThanApproved("ML-DSA-65");
    requireLength(algorithm, raw);
    return new VerifyingKey(
        algorithm,
        raw,
        Optional.of(point(Composite.firstKey(raw))),
        Optional.of(MlDsaVerifyingKey.of(MlDsaParameterSet.ML_DSA_65, Composite.secondKey(raw))));
  }

  private static void requireLength(SignatureAlgorithm algorithm, Bytes raw) {
    CloisterException.require(
        raw.length() == algorithm.publicKeyBytes(),
        ErrorCode.KEY_INVALID,
        "A verifying key of "
            + algorithm.id()
            + " must have "
            + algorithm.publicKeyBytes()
            + " bytes, was "
            + raw.length()
            + ".");
  }

  private static VerifyingKey mlDsa(SignatureAlgorithm algorithm, Bytes raw) {
    CryptoModule.requireMoreThanApproved("ML-DSA-44");
    return new VerifyingKey(
        algorithm,
        raw,
        Optional.empty(),
        Optional.of(MlDsaVerifyingKey.of(MlDsaParameterSet.ML_DSA_44, raw)));
  }

  /**
   * The ML-DSA-44 key of its encoding (FIPS 204, 1312 bytes), as heads of ledgers are signed with.
   *
   * @throws CloisterException CL-0914 if it has another length
   */
  public static VerifyingKey mlDsa44(Bytes raw) {
    return fromRaw(SignatureAlgorithm.ML_DSA_44, raw);
  }

  private static Ed25519Primitive.Key point(Bytes raw) {
    Optional<Ed25519Primitive.Key> key =
        raw.length() == SignatureAlgorithm.ED25519.publicKeyBytes()
            ? CryptoModule.provider().ed25519().key(raw.toArray())
            : Optional.empty();
    return key.orElseThrow(
        () ->
            new CloisterException(
                ErrorCode.KEY_INVALID,
                "A verifying key must be the 32-byte canonical encoding of an Ed25519 point of prime order; ask its owner for the right one."));
  }

  static VerifyingKey fromX509(Bytes x509) {
    return fromRaw(SignatureAlgorithm.ED25519, KeyEncoding.ED25519_X509.unwrap(x509));
  }

  /** The algorithm of this key. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** The bytes of RFC 8032, and those of the second key after them. */
  public Bytes raw() {
    return raw;
  }

  /**
   * The Ed25519 key in it: itself, where there is no other. For formats that have that alone.
   *
   * @throws CloisterException CL-0914 if there is none in it
   */
  public VerifyingKey ed25519() {
    CloisterException.require(
        point.isPresent(),
        ErrorCode.KEY_INVALID,
        "A key must have an Ed25519 key in it, and " + this + " has none.");
    return algorithm == SignatureAlgorithm.ED25519
        ? this
        : new VerifyingKey(
            SignatureAlgorithm.ED25519, Composite.firstKey(raw), point, Optional.empty());
  }

  /** The bytes of the key beside Ed25519, in the suites with one. */
  public Optional<Bytes> second() {
    return raw.length() > SignatureAlgorithm.ED25519.publicKeyBytes() && point.isPresent()
        ? Optional.of(Composite.secondKey(raw))
        : Optional.empty();
  }

  /** The Ed25519 key as X.509 SubjectPublicKeyInfo (RFC 8410, 44 bytes), as openssl reads it. */
  public Bytes x509() {
    return KeyEncoding.ED25519_X509.wrap(ed25519().raw());
  }

  /**
   * Whether {@code signature} is this key's over exactly {@code message}; never throws for bad
   * bytes.
   */
  public boolean verifies(byte[] message, Signature signature) {
    return signature.algorithm() == algorithm()
        && validPoint(signature)
        && holds(message, signature);
  }

  /** Of an Ed25519 signature, with which all but two algorithms begin. */
  private static boolean validPoint(Signature signature) {
    return switch (signature.algorithm()) {
      case ED25519, ED25519_ML_DSA_65 ->
          CryptoModule.provider().ed25519().isPoint(signature.value().toArray());
      case ECDSA_P256, ML_DSA_44 -> true;
    };
  }

  private boolean holds(byte[] message, Signature signature) {
    return switch (algorithm) {
      case ED25519 -> ed25519Holds(message, signature);
      case ECDSA_P256 ->
          P256.verify(Composite.secondKey(raw).toArray(), message, signature.value().toArray());
      case ED25519_ML_DSA_65 ->
          ed25519Holds(Composite.labelled(message), Composite.firstSignature(signature))
              && mlDsaHolds(Composite.label(), message, Composite.secondSignature(signature));
      case ML_DSA_44 -> mlDsaHolds(NO_CONTEXT, message, signature.value().toArray());
    };
  }

  private boolean ed25519Holds(byte[] message, Signature signature) {
    byte[] value = signature.value().toArray();
    return point.filter(key -> key.verifies(message, value)).isPresent();
  }

  private boolean mlDsaHolds(byte[] context, byte[] message, byte[] signature) {
    return mlDsa.filter(key -> key.verifies(context, message, signature)).isPresent();
  }

  /**
   * Whether the holder of this key made {@code signature} over exactly {@code message}; for whoever
   * decides for itself alone, and for less than half of the time. Unforgeable as {@link #verifies};
   * but a holder who wants to can make signatures that pass here and that others, or {@link
   * #verifies}, refuse. Never for what is shown to anybody else.
   */
  public boolean authenticates(byte[] message, Signature signature) {
    return signature.algorithm() == algorithm() && holds(message, signature);
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
    return algorithm.id() + ":" + java.util.HexFormat.of().formatHex(head) + "...";
  }
}
