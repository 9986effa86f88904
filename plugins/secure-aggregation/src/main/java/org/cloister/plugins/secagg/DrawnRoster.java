package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * What a site is told of those who opened: all openings, and the keys of its own neighbours.
 *
 * @param openings in the order of the roster
 * @param offers of its neighbours, in the order of the roster
 */
record DrawnRoster(List<Opening> openings, List<KeyOffer> offers) {

  Bytes encode() {
    BodyWriter out = new BodyWriter().number(openings.size());
    openings.forEach(o -> out.number(o.site()).fixed(o.value()));
    out.number(offers.size());
    offers.forEach(offer -> offer.write(out));
    return out.finish();
  }

  static DrawnRoster decode(Bytes body, int sites) {
    return new BodyReader(body, sites)
        .whole(in -> new DrawnRoster(in.list(Opening::read), in.list(KeyOffer::read)));
  }
}
