package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * One share of each dealer; of which kind follows from whether the dealer survived.
 *
 * @param shares by dealer, in the order of the roster
 */
record Reveal(List<Share> shares) {

  /** A share that is secret no longer. */
  record Share(int dealer, Bytes value) {
    private static Share read(BodyReader in) {
      return new Share(in.site(), in.digest());
    }
  }

  Bytes encode() {
    BodyWriter out = new BodyWriter().number(shares.size());
    shares.forEach(share -> out.number(share.dealer()).fixed(share.value()));
    return out.finish();
  }

  static Reveal decode(Bytes body, int sites) {
    return new BodyReader(body, sites).whole(in -> new Reveal(in.list(Share::read)));
  }
}
