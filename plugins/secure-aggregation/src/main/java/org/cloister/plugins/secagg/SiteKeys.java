package org.cloister.plugins.secagg;

import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SecretShares;
import org.cloister.model.Bytes;

/**
 * A site's secrets of one session. The mask key follows from a seed, which is what the others get
 * shares of: whoever puts it together again can check it against the public half.
 */
final class SiteKeys implements AutoCloseable {
  final SecretBytes maskSeed;
  final SecretBytes selfSeed;
  final ExchangeKey mask;
  final ExchangeKey channel;
  final KeyOffer offer;

  SiteKeys(
      SecretBytes maskSeed,
      SecretBytes selfSeed,
      ExchangeKey mask,
      ExchangeKey channel,
      KeyOffer offer) {
    this.maskSeed = maskSeed;
    this.selfSeed = selfSeed;
    this.mask = mask;
    this.channel = channel;
    this.offer = offer;
  }

  static SiteKeys fresh(SiteParty party) {
    return fresh(party, party.terms());
  }

  /** Keys that are signed for {@code signed}: the terms, or more beside them. */
  static SiteKeys fresh(SiteParty party, Terms signed) {
    SecretBytes maskSeed = SecretShares.randomSecret(party.host().random());
    ExchangeKey mask = Derivations.maskKey(maskSeed, party.terms());
    ExchangeKey channel;
    try (SecretBytes seed = SecretBytes.random(ExchangeKey.SEED_BYTES, party.host().random())) {
      channel = party.terms().suite().exchangeKeyFromSeed(seed);
    }
    Bytes statement =
        KeyOffer.statement(signed, party.self(), channel.publicKey(), mask.publicKey());
    Bytes signature = party.sign(KeyOffer.PURPOSE, statement);
    return new SiteKeys(
        maskSeed,
        SecretShares.randomSecret(party.host().random()),
        mask,
        channel,
        new KeyOffer(party.self(), channel.publicKey(), mask.publicKey(), signature));
  }

  Bytes offered() {
    BodyWriter out = new BodyWriter();
    offer.write(out);
    return out.finish();
  }

  @Override
  public void close() {
    maskSeed.close();
    selfSeed.close();
    mask.close();
    channel.close();
  }
}
