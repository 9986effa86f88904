package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * A site's public keys of one session.
 *
 * @param site its place on the roster
 * @param channel for the shares that it deals and is dealt
 * @param mask for the masks that it has with each other site
 * @param signature of the site over {@link #statement}
 */
record KeyOffer(int site, Bytes channel, Bytes mask, Bytes signature) {

  static final String PURPOSE = "bonawitz/keys";

  /** What the site signs. */
  static Bytes statement(Terms terms, int site, Bytes channel, Bytes mask) {
    return Transcript.of("keys").add(terms.transcript()).add(site).add(channel).add(mask).finish();
  }

  Bytes statement(Terms terms) {
    return statement(terms, site, channel, mask);
  }

  /** Refuses keys that would stop every site that uses them. */
  void requireUsable(Terms terms) {
    terms.suite().requireExchangeKey(channel);
    terms.suite().requireExchangeKey(mask);
  }

  void write(BodyWriter out) {
    out.number(site).sized(channel).sized(mask).sized(signature);
  }

  static KeyOffer read(BodyReader in) {
    return new KeyOffer(in.site(), in.sized(), in.sized(), in.sized());
  }

  static Bytes encode(List<KeyOffer> offers) {
    BodyWriter out = new BodyWriter().number(offers.size());
    offers.forEach(offer -> offer.write(out));
    return out.finish();
  }

  static List<KeyOffer> decode(Bytes body, int sites) {
    return new BodyReader(body, sites).whole(in -> in.list(KeyOffer::read));
  }

  /** The session from here on: its terms, and the keys that are in it. */
  static Bytes transcript(Terms terms, List<KeyOffer> offers) {
    Transcript transcript = Transcript.of("roster").add(terms.transcript()).add(offers.size());
    offers.forEach(offer -> transcript.add(offer.site()).add(offer.channel()).add(offer.mask()));
    return transcript.finish();
  }
}
