package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * What a site is bound to before the graph is drawn.
 *
 * @param site its place on the roster
 * @param value the digest of what it will open, {@link #of}
 * @param keys the digest that it signed: of its keys, and of {@code value}
 */
record Commitment(int site, Bytes value, Bytes keys) {

  /** The commitment to {@code opening}, 32 bytes that nobody else knows. */
  static Bytes of(Terms terms, int site, Bytes opening) {
    return Transcript.of("commitment").add(terms.transcript()).add(site).add(opening).finish();
  }

  /** The terms that a site signs its keys for, which binds them to the commitment. */
  static Terms bound(Terms terms, Bytes value) {
    return terms.with(Transcript.of("bound").add(terms.transcript()).add(value).finish());
  }

  private static Commitment read(BodyReader in) {
    return new Commitment(in.site(), in.digest(), in.digest());
  }

  static Bytes encode(List<Commitment> commitments) {
    BodyWriter out = new BodyWriter().number(commitments.size());
    commitments.forEach(c -> out.number(c.site()).fixed(c.value()).fixed(c.keys()));
    return out.finish();
  }

  static List<Commitment> decode(Bytes body, int sites) {
    return new BodyReader(body, sites).whole(in -> in.list(Commitment::read));
  }
}
