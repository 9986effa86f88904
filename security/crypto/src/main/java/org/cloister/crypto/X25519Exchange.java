package org.cloister.crypto;

import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** The exchange of the suite standard: X25519 alone, which needs nothing sent. */
final class X25519Exchange implements ExchangeKey {
  private final AgreementKey key;

  X25519Exchange(SecretBytes seed) {
    this.key = AgreementKey.fromSeed(seed);
  }

  @Override
  public Bytes publicKey() {
    return key.publicKey();
  }

  @Override
  public Exchanged begin(Bytes peer, Bytes context) {
    return new Exchanged(Bytes.empty(), key.agree(peer));
  }

  @Override
  public SecretBytes follow(Bytes peer, Bytes sent) {
    CloisterException.require(
        sent.length() == 0,
        ErrorCode.KEY_INVALID,
        "Nothing must be sent to exchange keys of the suite standard, were "
            + sent.length()
            + " bytes.");
    return key.agree(peer);
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "ExchangeKey[standard, of " + publicKey() + "]";
  }
}
