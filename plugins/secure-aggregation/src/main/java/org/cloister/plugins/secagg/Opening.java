package org.cloister.plugins.secagg;

import org.cloister.model.Bytes;

/**
 * A site's share in the chance that draws the graph.
 *
 * @param site its place on the roster
 * @param value 32 bytes, which it committed to
 */
record Opening(int site, Bytes value) {
  static Opening read(BodyReader in) {
    return new Opening(in.site(), in.digest());
  }
}
