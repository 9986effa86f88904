package org.cloister.plugins.secagg;

import org.cloister.model.Bytes;

/**
 * A site's word for its masked vector.
 *
 * @param digest of the vector
 * @param signature of the site over {@link #statement}
 */
record InputClaim(Bytes digest, Bytes signature) {

  static final String PURPOSE = "bonawitz/input";

  /** What the site signs; {@code transcript} is that of the dealt shares. */
  static Bytes statement(Bytes transcript, int site, Bytes digest) {
    return Transcript.of("input").add(transcript).add(site).add(digest).finish();
  }

  Bytes encode() {
    return new BodyWriter().fixed(digest).sized(signature).finish();
  }

  static InputClaim decode(Bytes body, int sites) {
    return new BodyReader(body, sites).whole(in -> new InputClaim(in.digest(), in.sized()));
  }
}
