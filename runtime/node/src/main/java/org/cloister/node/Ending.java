package org.cloister.node;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What the last frame of a message has after its transfer.
 *
 * @param digests of the streams, one after the other
 * @param sequence the message's number on its link
 * @param seal over all of it
 * @param statement what the sender states beside the message
 */
record Ending(Bytes digests, long sequence, Bytes seal, Optional<Bytes> statement) {
  /** Three lengths and the sequence. */
  private static final int FIXED_BYTES = 3 * Integer.BYTES + Long.BYTES;

  /** Holds our own side to the bounds that peers hold us to. */
  Ending {
    CloisterException.require(
        seal.length() <= MessageSeals.MAX_SEAL_BYTES
            && statement.map(Bytes::length).orElse(1) >= 1
            && statement.map(Bytes::length).orElse(1) <= Statements.MAX_STATEMENT_BYTES,
        ErrorCode.MESSAGE_TOO_LARGE,
        "A seal must have at most "
            + MessageSeals.MAX_SEAL_BYTES
            + " bytes and a statement 1 to "
            + Statements.MAX_STATEMENT_BYTES
            + ".");
  }

  int bytes() {
    return framing() + seal.length() + statement.map(Bytes::length).orElse(0);
  }

  /** What it takes beside seal and statement. */
  int framing() {
    return FIXED_BYTES + digests.length();
  }

  void put(ByteBuffer frame) {
    put(frame, digests);
    frame.putLong(sequence);
    put(frame, seal);
    put(frame, statement.orElse(Bytes.empty()));
  }

  private static void put(ByteBuffer frame, Bytes bytes) {
    frame.putInt(bytes.length()).put(bytes.toArray());
  }

  /** What a peer's frame says; {@code maxStreams} bounds its digests. */
  static Ending read(ByteBuffer frame, int maxStreams) {
    Bytes digests = take(frame, maxStreams * Frames.DIGEST_BYTES, "the digests of its streams");
    Frames.require(frame.remaining() >= Long.BYTES, "a sequence number");
    long sequence = frame.getLong();
    Bytes seal = take(frame, MessageSeals.MAX_SEAL_BYTES, "a seal");
    Bytes statement = take(frame, Statements.MAX_STATEMENT_BYTES, "a statement");
    Frames.require(sequence >= 0 && !frame.hasRemaining(), "an end");
    return new Ending(
        digests,
        sequence,
        seal,
        statement.length() == 0 ? Optional.empty() : Optional.of(statement));
  }

  private static Bytes take(ByteBuffer frame, int most, String what) {
    Frames.require(frame.remaining() >= Integer.BYTES, what);
    int length = frame.getInt();
    Frames.require(length >= 0 && length <= most && length <= frame.remaining(), what);
    byte[] bytes = new byte[length];
    frame.get(bytes);
    return Bytes.of(bytes);
  }
}
