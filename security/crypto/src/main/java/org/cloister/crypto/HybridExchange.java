package org.cloister.crypto;

import java.nio.charset.StandardCharsets;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The exchange of the suite pq-hybrid: X25519 and ML-KEM-768, and their secrets one after the
 * other, so that both have to be broken. A public half is the 32 bytes of the one before the 1184
 * of the other.
 */
final class HybridExchange implements ExchangeKey {
  static final int PUBLIC_BYTES = AgreementKey.BYTES + EncapsulationKey.BYTES;

  private static final byte[] NO_SALT = new byte[0];

  private final AgreementKey agreement;
  private final DecapsulationKey decapsulation;
  private final SecretBytes messages;
  private final Bytes publicKey;

  HybridExchange(SecretBytes seed) {
    CloisterException.require(
        seed.length() == SEED_BYTES,
        ErrorCode.KEY_INVALID,
        "The seed of an exchange key must have 32 bytes, was " + seed.length() + ".");
    try (SecretBytes scalar = part(seed, "x25519", AgreementKey.BYTES);
        SecretBytes dz = part(seed, "ml-kem-768", DecapsulationKey.SEED_BYTES)) {
      this.agreement = AgreementKey.fromSeed(scalar);
      this.decapsulation = DecapsulationKey.fromSeed(dz);
    }
    this.messages = part(seed, "encapsulation", EncapsulationKey.MESSAGE_BYTES);
    this.publicKey = joined(agreement.publicKey(), decapsulation.publicKey());
  }

  private static SecretBytes part(SecretBytes seed, String what, int bytes) {
    byte[] info = ("cloister pq-hybrid " + what).getBytes(StandardCharsets.US_ASCII);
    return Hkdf.derive(seed, NO_SALT, info, bytes);
  }

  private static Bytes joined(Bytes one, Bytes other) {
    byte[] both = new byte[one.length() + other.length()];
    one.read(0, both, 0, one.length());
    other.read(0, both, one.length(), other.length());
    return Bytes.of(both);
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  static void requirePublic(Bytes key) {
    EncapsulationKey.of(second(key));
    AgreementKey.requirePublic(first(key));
  }

  private static Bytes first(Bytes publicKey) {
    return Bytes.of(sized(publicKey), 0, AgreementKey.BYTES);
  }

  private static Bytes second(Bytes publicKey) {
    return Bytes.of(sized(publicKey), AgreementKey.BYTES, EncapsulationKey.BYTES);
  }

  private static byte[] sized(Bytes publicKey) {
    CloisterException.require(
        publicKey.length() == PUBLIC_BYTES,
        ErrorCode.KEY_INVALID,
        "A public key of the suite pq-hybrid must have "
            + PUBLIC_BYTES
            + " bytes, was "
            + publicKey.length()
            + ".");
    return publicKey.toArray();
  }

  /** The message follows from the peer's key too: it must never go into two encapsulations. */
  @Override
  public Exchanged begin(Bytes peer, Bytes context) {
    EncapsulationKey to = EncapsulationKey.of(second(peer));
    try (SecretBytes agreed = agreement.agree(first(peer));
        SecretBytes message =
            Hkdf.derive(
                messages, context.toArray(), peer.toArray(), EncapsulationKey.MESSAGE_BYTES);
        Exchanged encapsulated = to.encapsulate(message)) {
      return new Exchanged(encapsulated.sent(), SecretBytes.joined(agreed, encapsulated.secret()));
    }
  }

  @Override
  public SecretBytes follow(Bytes peer, Bytes sent) {
    try (SecretBytes agreed = agreement.agree(first(peer));
        SecretBytes decapsulated = decapsulation.decapsulate(sent)) {
      return SecretBytes.joined(agreed, decapsulated);
    }
  }

  @Override
  public void close() {
    agreement.close();
    decapsulation.close();
    messages.close();
  }

  @Override
  public String toString() {
    return "ExchangeKey[pq-hybrid, of " + publicKey + "]";
  }
}
