package org.cloister.node;

import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * What a party states of a message that it sends, beside the message itself; the seal covers both.
 * Called on the thread that sends, when all of the message but its last frame has gone.
 */
@FunctionalInterface
public interface Statements {

  /** The most bytes of a statement. */
  int MAX_STATEMENT_BYTES = 16 << 10;

  /**
   * The statement that goes with a message.
   *
   * @param digest of the whole message, vectors included, as the receiver will see it
   * @return 1 to {@link #MAX_STATEMENT_BYTES} bytes; empty for a message that needs none
   * @throws org.cloister.model.CloisterException if it cannot be made; the party then fails
   */
  Optional<Bytes> of(String to, Message message, Digest digest);

  /** States nothing. */
  static Statements none() {
    return (to, message, digest) -> Optional.empty();
  }
}
