package org.cloister.plugins.secagg;

import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.Exchanged;
import org.cloister.crypto.MaskStream;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;

/**
 * Two sites and the mask that they have together. The one that comes first adds it, and begins the
 * exchange of their mask keys: what that sends, if anything, it deals with the other's shares. So
 * the seed of either, once it is put together again, gives the mask with what was dealt.
 *
 * @param transcript of the key offers
 * @param first the site that comes first on the roster
 * @param second the other
 */
record Pair(Bytes transcript, int first, int second) {

  static Pair of(Bytes transcript, int one, int other) {
    return new Pair(transcript, Math.min(one, other), Math.max(one, other));
  }

  /** How many bytes {@code dealer} deals {@code holder} for their mask. */
  static int sentBytes(CryptoSuite suite, int dealer, int holder) {
    return dealer < holder ? suite.exchangeBytes() : 0;
  }

  /** What {@code dealer} deals {@code holder} for their mask; nothing if it is not the first. */
  static Bytes sent(Bytes transcript, int dealer, int holder, ExchangeKey own, Bytes peer) {
    if (dealer >= holder) {
      return Bytes.empty();
    }
    try (Exchanged exchanged = of(transcript, dealer, holder).begin(own, peer)) {
      return exchanged.sent();
    }
  }

  /** As the first of the two, with the key of its own. */
  Exchanged begin(ExchangeKey own, Bytes peer) {
    return own.begin(peer, context());
  }

  /** The mask as {@code site}, one of the two, has it. */
  MaskStream mask(int site, ExchangeKey own, Bytes peer, Bytes sent) {
    if (site != first) {
      try (SecretBytes secret = own.follow(peer, sent)) {
        return mask(secret, sent);
      }
    }
    try (Exchanged exchanged = begin(own, peer)) {
      return mask(exchanged.secret(), exchanged.sent());
    }
  }

  private MaskStream mask(SecretBytes secret, Bytes sent) {
    Bytes info = Transcript.of("pair mask").add(first).add(second).add(sent).finish();
    try (SecretBytes derived = Derivations.key(secret, transcript, info)) {
      return new MaskStream(derived);
    }
  }

  private Bytes context() {
    return Transcript.of("pair").add(transcript).add(first).add(second).finish();
  }
}
