package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * What a site gets of one dealer.
 *
 * @param dealing the dealer's public statement
 * @param sent of the exchange of keys for the mask with the dealer
 * @param envelope the two shares
 * @param path from the leaf with their digests to the statement's root
 */
record DealtShare(Dealing dealing, Bytes sent, Bytes envelope, List<Bytes> path) {

  static Bytes encode(List<DealtShare> shares) {
    BodyWriter out = new BodyWriter().number(shares.size());
    for (DealtShare share : shares) {
      share.dealing().write(out);
      out.sized(share.sent()).sized(share.envelope()).number(share.path().size());
      share.path().forEach(out::fixed);
    }
    return out.finish();
  }

  static List<DealtShare> decode(Bytes body, int sites) {
    return new BodyReader(body, sites).whole(DealtShare::readAll);
  }

  static List<DealtShare> readAll(BodyReader in) {
    return in.list(
        i -> new DealtShare(Dealing.read(i), i.sized(), i.sized(), i.list(BodyReader::digest)));
  }
}
