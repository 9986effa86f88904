package org.cloister.spi.protection;

import java.util.Optional;
import org.cloister.model.Digest;

/**
 * What the parties of a session made sure of before a sum was revealed. The host puts it on the
 * record of the round, so that any site can say later whether this is what it saw. Nothing in it is
 * secret, and nothing in it is about values.
 *
 * @param keyMessages the digest over all keys, and all that was said with them, that those in the
 *     sum had seen when they masked; empty if the protocol has none
 * @param survivors the digest of the statement over the survivors that they signed; empty if the
 *     protocol has none
 */
public record Agreed(Optional<Digest> keyMessages, Optional<Digest> survivors) {

  /** Of a protocol that makes sure of nothing. */
  public static Agreed none() {
    return new Agreed(Optional.empty(), Optional.empty());
  }
}
