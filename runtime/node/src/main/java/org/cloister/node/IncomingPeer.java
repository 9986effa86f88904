package org.cloister.node;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.jspecify.annotations.Nullable;

/** What is under way from one peer, within limits. Belongs to one thread. */
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
  private long closedBelow;
  private volatile long unused;

  IncomingPeer(String from, String to, Vectors vectors, TransferLimits limits, MessageSeals seals) {
    this.from = from;
    this.to = to;
    this.vectors = vectors;
    this.limits = limits;
    this.seals = seals;
  }

  @Nullable Incoming accept(ByteBuffer frame) {
    Frames.require(frame.remaining() >= 1 + Long.BYTES, "a kind and a transfer");
    byte kind = frame.get();
    Frames.require(kind >= Frames.OPEN && kind <= Frames.END, "a known kind");
    long number = frame.getLong();
    IncomingTransfer transfer = open.get(number);
    if (transfer == null) {
      Frames.require(number >= 0 && number - closedBelow < WINDOW, "a transfer that is known");
      if (number < closedBelow || closed.contains(number)) {
        return null;
      }
      if (open.size() == limits.maxOpen()) {
        drop(open.firstKey());
      }
      transfer = new IncomingTransfer(vectors, limits, this::check);
      open.put(number, transfer);
      unused = Math.max(unused, number + 1);
    }
    return accept(transfer, kind, number, frame);
  }

  private @Nullable Incoming accept(
      IncomingTransfer transfer, byte kind, long number, ByteBuffer frame) {
    boolean keep = false;
    try {
      IncomingTransfer.Whole whole =
          transfer.accept(kind, frame, limits.maxDeclaredBytes() - declaredBytes());
      CloisterException.require(
          earlyBytes() <= limits.maxEarlyBytes(),
          ErrorCode.MESSAGE_TOO_LARGE,
          "A peer's frames must not be more than "
              + limits.maxEarlyBytes()
              + " bytes ahead of their turn.");
      keep = whole == null;
      return whole == null
          ? null
          : new Incoming(from, whole.message(), whole.digest(), whole.statement());
    } finally {
      if (!keep) {
        drop(number);
      }
    }
  }

  private void check(Digest message, Ending ending) {
    Optional<Digest> statement = ending.statement().map(s -> Digest.of(s.toArray()));
    seals.check(new Sealed(from, to, ending.sequence(), message, statement), ending.seal());
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
  }
}
