package org.cloister.node;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * One party's seals: how it shows that its messages are its own, and how it knows that those of
 * others are theirs. A seal travels in the last frame of a message and covers all of it.
 *
 * <p>Before the first message to a peer the two greet each other: {@link #greeting} is said, again
 * and again, until there is none; what the peer says is handed to {@link #greeted}. Greetings may
 * get lost, and come twice.
 *
 * <p>{@link #seal} and {@link #greeting} are called from any thread, the former in the order of the
 * sequence for each receiver; {@link #check} and {@link #greeted} from the one thread that
 * receives. All must return within a moment.
 */
public interface MessageSeals {

  /** The most bytes of a seal. */
  int MAX_SEAL_BYTES = 8 << 10;

  /** The most bytes of a greeting. */
  int MAX_GREETING_BYTES = 8 << 10;

  /**
   * What has to be said to a peer before a message can be sealed for it.
   *
   * @return at most {@link #MAX_GREETING_BYTES} bytes; empty if one can be sealed now
   */
  default Optional<Bytes> greeting(String to) {
    return Optional.empty();
  }

  /**
   * Takes what a peer said before a message.
   *
   * @param greeting from a peer; as it came
   * @return what to say in return, once; at most {@link #MAX_GREETING_BYTES} bytes
   * @throws CloisterException of kind {@link ErrorCode.Kind#PEER} to refuse it
   */
  default Optional<Bytes> greeted(String from, Bytes greeting) {
    return Optional.empty();
  }

  /**
   * The seal of a message that is about to leave.
   *
   * @return at most {@link #MAX_SEAL_BYTES} bytes
   * @throws CloisterException if it cannot be made; the party then fails
   */
  Bytes seal(Sealed message);

  /**
   * Accepts a message that came, or refuses it. Called before anything of the message is read but
   * its vectors' bytes, which are thrown away if it is refused. What was accepted is never accepted
   * again.
   *
   * @param seal from a peer; as it came
   * @throws CloisterException of kind {@link ErrorCode.Kind#PEER} to refuse it
   */
  void check(Sealed message, Bytes seal);

  /**
   * How many messages of the sender this one has overtaken, which {@link #check} would refuse once
   * it accepted this one. Nothing is checked: whoever wrote the seal may lie, about his own
   * messages. Called as {@link #check} is.
   *
   * @return 0 if it has overtaken none, and of what would be refused as it is
   */
  default long missing(Sealed message, Bytes seal) {
    return 0;
  }

  /** Seals nothing and looks at no seal, but keeps the order: for tests of what lies below. */
  static MessageSeals none() {
    return new MessageSeals() {
      private final Map<String, Long> next = new ConcurrentHashMap<>();

      @Override
      public Bytes seal(Sealed message) {
        return Bytes.empty();
      }

      @Override
      public void check(Sealed message, Bytes seal) {
        CloisterException.require(
            message.sequence() >= next.getOrDefault(message.from(), 0L),
            ErrorCode.MESSAGE_NOT_AUTHENTIC,
            "A message must come once and in order.");
        next.put(message.from(), message.sequence() + 1);
      }

      @Override
      public long missing(Sealed message, Bytes seal) {
        return Math.max(0, message.sequence() - next.getOrDefault(message.from(), 0L));
      }
    };
  }
}
