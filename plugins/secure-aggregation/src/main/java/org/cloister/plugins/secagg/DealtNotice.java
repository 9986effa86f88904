package org.cloister.plugins.secagg;

import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;

/**
 * What the hub passes on to a site of the shares that were dealt.
 *
 * @param roll all dealers; only where there are others than those of {@code shares}
 * @param shares of the site's own, by dealer, in the order of the roster
 */
record DealtNotice(Optional<DealerRoll> roll, List<DealtShare> shares) {

  Bytes encode() {
    BodyWriter out = new BodyWriter();
    roll.ifPresent(all -> all.write(out));
    return out.fixed(DealtShare.encode(shares)).finish();
  }

  static DealtNotice decode(Bytes body, Terms terms) {
    boolean sparse = terms.sparse().isPresent();
    return new BodyReader(body, terms.sites())
        .whole(
            in ->
                new DealtNotice(
                    sparse ? Optional.of(DealerRoll.read(in)) : Optional.empty(),
                    DealtShare.readAll(in)));
  }

  List<Dealing> dealings() {
    return shares.stream().map(DealtShare::dealing).toList();
  }
}
