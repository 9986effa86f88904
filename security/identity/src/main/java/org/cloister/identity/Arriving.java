package org.cloister.identity;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.model.Bytes;

/**
 * The way from one peer: which challenges it may use, and what came last. Belongs to its {@link
 * Links}.
 *
 * <p>A challenge that was given out counts beside the one in use until a message with it was
 * accepted; from then on all that were given out before it are void. So nobody ends a peer's link
 * by asking in its name, and what a peer said before it began anew is worth nothing once it spoke.
 */
final class Arriving {
  /** More than a peer needs that begins anew while its first messages are under way. */
  private static final int MOST_GIVEN = 8;

  /** A challenge, what it was asked for with, and the last number that was accepted with it. */
  private static final class Given {
    final Bytes asked;
    final Bytes challenge;
    long last = -1;

    Given(Bytes asked, Bytes challenge) {
      this.asked = asked;
      this.challenge = challenge;
    }
  }

  /** The one in use, if any, and those given out later; oldest first. */
  private final ArrayDeque<Given> given = new ArrayDeque<>();

  private boolean used;

  /** Whether this was asked before; the answer is then the same, as the first may be lost. */
  boolean knows(Bytes asked) {
    return find(g -> g.asked.equals(asked)).isPresent();
  }

  Bytes challenge(Bytes asked, Supplier<Bytes> fresh) {
    Optional<Given> known = find(g -> g.asked.equals(asked));
    if (known.isPresent()) {
      return known.get().challenge;
    }
    if (given.size() == MOST_GIVEN) {
      Given inUse = given.removeFirst();
      if (used) {
        given.removeFirst();
        given.addFirst(inUse);
      }
    }
    Given next = new Given(asked, fresh.get());
    given.addLast(next);
    return next.challenge;
  }

  /** The last number that was accepted with a challenge, or -1; empty if it is not in force. */
  Optional<Long> last(Bytes challenge) {
    return find(g -> g.challenge.equals(challenge)).map(g -> g.last);
  }

  /** A message with this challenge was accepted. */
  void accepted(Bytes challenge, long sequence) {
    find(g -> g.challenge.equals(challenge))
        .ifPresent(
            now -> {
              while (given.peekFirst() != now) {
                given.removeFirst();
              }
              used = true;
              now.last = sequence;
            });
  }

  private Optional<Given> find(java.util.function.Predicate<Given> which) {
    return given.stream().filter(which).findFirst();
  }
}
