package org.cloister.node;

import java.util.Optional;
import org.cloister.model.Digest;

/**
 * One field of a message that left, without what it said.
 *
 * @param name the path of the field, such as {@code parts.delta}; {@code structure} is what stands
 *     between values, {@code seal} what shows whose message it is, {@code statement} what its
 *     sender states beside it, {@code framing} what the transport adds
 * @param kind such as {@code float32}
 * @param values how many
 * @param bytes how many went over the wire for them
 * @param digest SHA-256 over these bytes; none of framing. A digest of a single number can be
 *     guessed back, so this is for the site's own eyes
 */
public record SentField(
    String name, String kind, long values, long bytes, Optional<Digest> digest) {

  /** The name of what is said before the first message. */
  public static final String GREETING = "greeting";

  /** The name of what shows whose message it is. */
  public static final String SEAL = "seal";

  /** The name of what a party states beside its message. */
  public static final String STATEMENT = "statement";

  /** The name of what a transport adds to a message. */
  public static final String FRAMING = "framing";
}
