package org.cloister.node;

import org.cloister.model.Bytes;

/**
 * One party's seals: how it shows that its messages are its own, and how it knows that those of
 * others are theirs. A seal travels in the last frame of a message and covers all of it.
 *
 * <p>{@link #seal} is called from any thread, in the order of the sequence for each receiver;
 * {@link #check} from the one thread that receives. Both must return within a moment.
 */
public interface MessageSeals {

  /** The most bytes of a seal. */
  int MAX_SEAL_BYTES = 8 << 10;

  /**
   * The seal of a message that is about to leave.
   *
   * @return at most {@link #MAX_SEAL_BYTES} bytes
   * @throws org.cloister.model.CloisterException if it cannot be made; the party then fails
   */
  Bytes seal(Sealed message);

  /**
   * Accepts a message that came, or refuses it. Called before anything of the message is read but
   * its vectors' bytes, which are thrown away if it is refused. What was accepted is never accepted
   * again.
   *
   * @param seal from a peer; as it came
   * @throws org.cloister.model.CloisterException of kind {@link
   *     org.cloister.model.ErrorCode.Kind#PEER} to refuse it
   */
  void check(Sealed message, Bytes seal);

  /** Seals nothing and looks at no seal: for tests of what lies below. */
  static MessageSeals none() {
    return new MessageSeals() {
      @Override
      public Bytes seal(Sealed message) {
        return Bytes.empty();
      }

      @Override
      public void check(Sealed message, Bytes seal) {}
    };
  }
}
