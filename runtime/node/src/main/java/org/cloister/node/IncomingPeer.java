package org.cloister.node;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;

/**
 * What is under way from one peer, within limits. A message that came whole before one that was
 * sent earlier waits for it: it stays one of the messages under way, and costs what they cost.
 * Belongs to one thread.
 */
final class IncomingPeer implements AutoCloseable {
  /** How many closed transfers are remembered one by one, so that late frames are known. */
  private static final int REMEMBERED = 1 << 10;

  /** How far a number may be ahead of the closed ones. */
  private static final long WINDOW = 1 << 16;

  private final String from;
  private final String to;
  private final Vectors vectors;
  private final TransferLimits limits;
  private final MessageSeals seals;
  private final TreeMap<Long, IncomingTransfer> open = new TreeMap<>();
  private final TreeSet<Long> closed = new TreeSet<>();

  /** Those of the open ones that are whole and wait for an earlier one, by what they are. */
  private final TreeMap<Long, Held> held = new TreeMap<>();

  /** That of them which has overtaken the fewest. */
  private Optional<Held> first = Optional.empty();

  /** Messages in their order, and why there is none in the place of some. */
  private final ArrayDeque<Turn> turns = new ArrayDeque<>();

  private long closedBelow;
  private volatile long unused;

  /** When something new came of a transfer that began before all that wait. */
  private long progressed;

  IncomingPeer(String from, String to, Vectors vectors, TransferLimits limits, MessageSeals seals) {
    this.from = from;
    this.to = to;
    this.vectors = vectors;
    this.limits = limits;
    this.seals = seals;
  }

  /** A message that is whole, and what its sender's seal says of it. */
  private record Held(
      long number, IncomingTransfer transfer, Sealed sealed, Ending ending, long since) {}

  /** What came of a message. */
  private interface Turn {
    Incoming take();
  }

  /**
   * Takes a frame; {@link #next} gives the messages whose turn has come by it.
   *
   * @param now the time in nanoseconds
   * @throws CloisterException if the frame is not what it has to be: its message is dropped
   */
  void accept(ByteBuffer frame, long now) {
    Frames.require(frame.remaining() >= 1 + Long.BYTES, "a kind and a transfer");
    byte kind = frame.get();
    Frames.require(kind >= Frames.OPEN && kind <= Frames.END, "a known kind");
    long number = frame.getLong();
    Optional<IncomingTransfer> transfer = underWay(number);
    if (transfer.isPresent() && accept(transfer.get(), kind, number, frame)) {
      if (held.isEmpty() || number < held.firstKey()) {
        progressed = now;
      }
      if (transfer.get().arrived().isPresent()) {
        hold(number, transfer.get(), transfer.get().arrived().get(), now);
        release();
      }
    }
  }

  /** The transfer of that number, a new one if need be; empty if it is closed. */
  private Optional<IncomingTransfer> underWay(long number) {
    IncomingTransfer known = open.get(number);
    if (known != null) {
      return Optional.of(known);
    }
    Frames.require(number >= 0 && number - closedBelow < WINDOW, "a transfer that is known");
    if (number < closedBelow || closed.contains(number)) {
      return Optional.empty();
    }
    makeRoom();
    IncomingTransfer fresh = new IncomingTransfer(vectors, limits);
    open.put(number, fresh);
    unused = Math.max(unused, number + 1);
    return Optional.of(fresh);
  }

  private boolean accept(IncomingTransfer transfer, byte kind, long number, ByteBuffer frame) {
    boolean fine = false;
    try {
      boolean fresh = transfer.accept(kind, frame, limits.maxDeclaredBytes() - declaredBytes());
      CloisterException.require(
          earlyBytes() <= limits.maxEarlyBytes(),
          ErrorCode.MESSAGE_TOO_LARGE,
          "A peer's frames must not be more than "
              + limits.maxEarlyBytes()
              + " bytes ahead of their turn.");
      fine = true;
      return fresh;
    } finally {
      if (!fine) {
        drop(number);
      }
    }
  }

  /** With one more than the limit, what waits longest does so no more, whole or not. */
  private void makeRoom() {
    if (open.size() == limits.maxOpen() && !skip()) {
      drop(open.firstKey());
    }
  }

  private void hold(
      long number, IncomingTransfer transfer, IncomingTransfer.Arrived whole, long now) {
    Ending ending = whole.ending();
    Optional<Digest> statement = ending.statement().map(s -> Digest.of(s.toArray()));
    Sealed sealed = new Sealed(from, to, ending.sequence(), whole.digest(), statement);
    held.put(number, new Held(number, transfer, sealed, ending, now));
  }

  private void release() {
    first = least();
    while (first.isPresent() && missing(first.get()) == 0) {
      take(first.get());
      first = least();
    }
  }

  private Optional<Held> least() {
    return held.values().stream().min(Comparator.comparingLong(this::missing));
  }

  private long missing(Held message) {
    return seals.missing(message.sealed(), message.ending().seal());
  }

  private void take(Held message) {
    held.remove(message.number());
    try {
      seals.check(message.sealed(), message.ending().seal());
      Incoming came =
          new Incoming(
              from,
              message.transfer().message(),
              message.sealed().message(),
              message.ending().statement());
      turns.add(() -> came);
    } catch (CloisterException e) {
      turns.add(
          () -> {
            throw e;
          });
    } finally {
      drop(message.number());
    }
  }

  /**
   * The next message, each once and in the order in which they were sent; empty if there is none or
   * its turn has not come.
   *
   * @throws CloisterException if the next message is refused, with the code of {@link
   *     MessageSeals#check} or of what it consists of; it is dropped, and the one after it is next
   */
  Optional<Incoming> next() {
    Turn turn = turns.poll();
    return turn == null ? Optional.empty() : Optional.of(turn.take());
  }

  /** Whether a message waits for an earlier one. */
  boolean holds() {
    return !held.isEmpty();
  }

  /**
   * How long the first message that waits has done so without anything new of those that began
   * before it; 0 if none waits.
   *
   * @param now the time, in nanoseconds as of {@link #accept}
   */
  long waited(long now) {
    return first.map(one -> Math.min(now - one.since(), now - progressed)).orElse(0L);
  }

  /**
   * Waits no more for what was sent before the first message that waits: it is lost, and refused
   * should it come.
   *
   * @return whether a message waited
   */
  boolean skip() {
    boolean waited = first.isPresent();
    first.ifPresent(this::take);
    release();
    return waited;
  }

  /** From this number on no transfer of the peer was heard of. Any thread. */
  long unused() {
    return unused;
  }

  /** What its transfers have together. */
  long declaredBytes() {
    return open.values().stream().mapToLong(IncomingTransfer::declaredBytes).sum();
  }

  /** What waits for its turn in memory. */
  long earlyBytes() {
    return open.values().stream().mapToLong(IncomingTransfer::earlyBytes).sum();
  }

  /** How many transfers it knows one by one. */
  int remembered() {
    return open.size() + closed.size();
  }

  private void drop(long number) {
    held.remove(number);
    IncomingTransfer transfer = open.remove(number);
    if (transfer != null) {
      transfer.close();
    }
    closed.add(number);
    if (closed.size() > REMEMBERED) {
      closedBelow = closed.first() + 1;
    }
    closed.headSet(closedBelow).clear();
    while (closed.remove(closedBelow)) {
      closedBelow++;
    }
  }

  @Override
  public void close() {
    open.values().forEach(IncomingTransfer::close);
    open.clear();
    held.clear();
    first = Optional.empty();
    turns.clear();
  }
}
