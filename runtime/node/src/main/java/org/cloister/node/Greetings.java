package org.cloister.node;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.cloister.model.Bytes;

/**
 * What parties say before the first message: {@link MessageSeals} says what, this class when, and
 * again while no answer comes. Each greeting also names the number from which on the other's
 * transfers are new here, for a party that began anew cannot know it.
 *
 * <p>Safe for concurrent use. A receiver never waits here: where there is no room for an answer it
 * is lost, and asked for again.
 */
final class Greetings {
  /** How long a peer may take to answer; in one that is there this is a matter of a moment. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long FIRST_WAIT_NANOS = 200_000_000;
  private static final long LONGEST_WAIT_NANOS = 2_000_000_000;

  private final MessageSeals seals;
  private final Carrier carrier;
  private final Duration patience;

  /** Peers that did not answer, and were not heard of since. */
  private final Set<String> silent = new HashSet<>();

  /** How greetings travel. */
  interface Carrier {
    /** Never waits; what cannot go at once is lost. */
    void offer(String to, Bytes greeting);
  }

  Greetings(MessageSeals seals, Carrier carrier, Duration patience) {
    this.seals = seals;
    this.carrier = carrier;
    this.patience = patience;
  }

  /**
   * Greets a peer until a message can be sealed for it.
   *
   * @return false if it does not answer; then it is not waited for again before it is heard of
   */
  boolean ready(String to) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long wait = FIRST_WAIT_NANOS; ; wait = Math.min(2 * wait, LONGEST_WAIT_NANOS)) {
      Optional<Bytes> greeting = greeting(to);
      if (greeting.isEmpty()) {
        return true;
      }
      carrier.offer(to, greeting.get());
      if (!worthWaiting(to, Math.min(wait, end - System.nanoTime()))) {
        return false;
      }
    }
  }

  private synchronized Optional<Bytes> greeting(String to) {
    return seals.greeting(to);
  }

  /** Waits a while; false if it is of no use. */
  private synchronized boolean worthWaiting(String to, long nanos) throws InterruptedException {
    if (seals.greeting(to).isEmpty()) {
      return true;
    }
    if (nanos <= 0) {
      silent.add(to);
    }
    if (silent.contains(to)) {
      return false;
    }
    long until = System.nanoTime() + nanos;
    while (seals.greeting(to).isPresent() && System.nanoTime() < until) {
      wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
    }
    return true;
  }

  /** Takes a greeting; throws as {@link MessageSeals#greeted} does. */
  void heard(String from, ByteBuffer frame, LongConsumer transfersFrom) {
    Frames.require(
        frame.remaining() >= Long.BYTES
            && frame.remaining() <= Long.BYTES + MessageSeals.MAX_GREETING_BYTES,
        "a greeting");
    long transfer = frame.getLong();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    Frames.require(transfer >= 0 && transfer < Long.MAX_VALUE >> 1, "a number of transfers");
    Optional<Bytes> reply;
    synchronized (this) {
      // Together, so that no transfer begins with a number that is not new to the peer.
      reply = seals.greeted(from, Bytes.of(bytes));
      transfersFrom.accept(transfer);
      silent.remove(from);
      notifyAll();
    }
    reply.ifPresent(answer -> carrier.offer(from, answer));
  }
}
