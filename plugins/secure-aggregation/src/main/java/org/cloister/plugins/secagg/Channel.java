package org.cloister.plugins.secagg;

import java.security.SecureRandom;
import java.util.Optional;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.Envelope;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.Exchanged;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;

/**
 * How one site seals something for another: what the exchange of their keys sends, if anything, and
 * an envelope after it. Bound to the session and to who seals for whom.
 *
 * @param suite of the session
 * @param transcript of the key offers
 * @param source who seals
 * @param target who opens
 */
record Channel(CryptoSuite suite, Bytes transcript, int source, int target) {

  Bytes seal(ExchangeKey own, Bytes peer, SecretBytes content, SecureRandom random) {
    Bytes context = context();
    try (Exchanged exchanged = own.begin(peer, context);
        SecretBytes key = key(exchanged.secret(), exchanged.sent())) {
      Bytes envelope = Envelope.seal(key, context.toArray(), content, random);
      return new BodyWriter().fixed(exchanged.sent()).fixed(envelope).finish();
    }
  }

  /** Empty if it was not sealed so. */
  Optional<SecretBytes> open(ExchangeKey own, Bytes peer, Bytes sealed) {
    int head = suite.exchangeBytes();
    if (sealed.length() < head) {
      return Optional.empty();
    }
    byte[] all = sealed.toArray();
    Bytes sent = Bytes.of(all, 0, head);
    try (SecretBytes secret = own.follow(peer, sent);
        SecretBytes key = key(secret, sent)) {
      return Envelope.open(key, context().toArray(), Bytes.of(all, head, all.length - head));
    }
  }

  private SecretBytes key(SecretBytes secret, Bytes sent) {
    Bytes info = Transcript.of("channel").add(context()).add(sent).finish();
    return Derivations.key(secret, transcript, info);
  }

  private Bytes context() {
    return Transcript.of("envelope").add(transcript).add(source).add(target).finish();
  }
}
