package org.cloister.crypto;

import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The exchange of the suite fips: ECDH over P-256 (NIST SP 800-56A), each party with one key for
 * the session, which needs nothing sent. A public half is an uncompressed point, validated in full
 * each time.
 */
final class P256Exchange implements ExchangeKey {
  private final SecretBytes scalar;
  private final Bytes publicKey;

  P256Exchange(SecretBytes seed) {
    this.scalar = P256Scalars.ofSeed(seed, "p-256 exchange");
    this.publicKey = Bytes.of(scalar.use(P256::publicPoint));
  }

  static void requirePublic(Bytes key) {
    if (!P256.isPoint(key.toArray())) {
      throw noPoint();
    }
  }

  private static CloisterException noPoint() {
    return new CloisterException(
        ErrorCode.KEY_INVALID,
        "A public key of the suite fips must be the 65 bytes of an uncompressed point of P-256; its owner must make another.");
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  private SecretBytes agree(Bytes peer) {
    byte[] point = peer.toArray();
    return scalar
        .use(secret -> P256.agree(secret, point))
        .map(SecretBytes::owning)
        .orElseThrow(P256Exchange::noPoint);
  }

  @Override
  public Exchanged begin(Bytes peer, Bytes context) {
    return new Exchanged(Bytes.empty(), agree(peer));
  }

  @Override
  public SecretBytes follow(Bytes peer, Bytes sent) {
    CloisterException.require(
        sent.length() == 0,
        ErrorCode.KEY_INVALID,
        "Nothing must be sent to exchange keys of the suite fips, were "
            + sent.length()
            + " bytes.");
    return agree(peer);
  }

  @Override
  public void close() {
    scalar.close();
  }

  @Override
  public String toString() {
    return "ExchangeKey[fips, of " + publicKey + "]";
  }
}
