package org.cloister.node;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.wire.MessageCodec;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Vectors;
import org.jspecify.annotations.Nullable;

/** One message on its way in; its frames come in any order and any number of times. */
final class IncomingTransfer implements AutoCloseable {
  /** What a waiting chunk costs beside its bytes. */
  static final int EARLY_OVERHEAD_BYTES = 256;

  private final Vectors vectors;
  private final TransferLimits limits;
  private final Check check;
  private final List<ByteBuffer> beforeOpen = new ArrayList<>();
  private @Nullable List<IncomingStream> streams;
  private @Nullable Ending ending;
  private long declaredBytes;
  private long earlyBytes;

  IncomingTransfer(Vectors vectors, TransferLimits limits, Check check) {
    this.vectors = vectors;
    this.limits = limits;
    this.check = check;
  }

  /** Decides about a message that came whole, before it is read; throws to refuse it. */
  interface Check {
    void accept(Digest message, Ending ending);
  }

  /** A message whose seal was accepted. */
  record Whole(Message message, Digest digest, Optional<Bytes> statement) {}

  /** What all its streams have together; 0 until it is known. */
  long declaredBytes() {
    return declaredBytes;
  }

  /** What waits for its turn in memory. */
  long earlyBytes() {
    return earlyBytes;
  }

  /**
   * Takes a frame, which becomes this object's.
   *
   * @param frame after its transfer
   * @param declarableBytes how much it may declare
   * @return the message if it is whole
   */
  @Nullable Whole accept(byte kind, ByteBuffer frame, long declarableBytes) {
    if (kind == Frames.OPEN) {
      open(frame, declarableBytes);
    } else if (kind == Frames.END) {
      Ending came = Ending.read(frame, 1 + limits.maxVectors());
      ending = ending == null ? came : ending;
    } else if (streams == null) {
      beforeOpen.add(frame);
      earlyBytes += frame.remaining() + EARLY_OVERHEAD_BYTES;
    } else {
      chunk(frame, streams);
    }
    if (streams == null || ending == null) {
      return null;
    }
    for (IncomingStream stream : streams) {
      if (!stream.complete()) {
        return null;
      }
    }
    return whole(streams, ending);
  }

  private void open(ByteBuffer frame, long declarableBytes) {
    if (streams != null) {
      return;
    }
    List<Frames.Shape> shapes = Frames.shapes(frame, 1 + limits.maxVectors());
    long bytes = 0;
    for (Frames.Shape shape : shapes) {
      // Each term is far below the range of a long, and the sum is checked every time.
      bytes += shape.bytes();
      CloisterException.require(
          bytes <= declarableBytes && shapes.get(0).bytes() <= limits.maxHeaderBytes(),
          ErrorCode.MESSAGE_TOO_LARGE,
          "A peer's message must fit the limits of transfers, a header of "
              + limits.maxHeaderBytes()
              + " bytes and "
              + limits.maxDeclaredBytes()
              + " bytes under way.");
    }
    declaredBytes = bytes;
    List<IncomingStream> opened = new ArrayList<>();
    shapes.forEach(shape -> opened.add(new IncomingStream(shape, opened.isEmpty(), vectors)));
    streams = opened;
    earlyBytes = 0;
    for (ByteBuffer early : beforeOpen) {
      chunk(early, opened);
    }
    beforeOpen.clear();
  }

  private void chunk(ByteBuffer frame, List<IncomingStream> opened) {
    Frames.require(frame.remaining() >= Integer.BYTES + Long.BYTES, "a stream and a chunk");
    int stream = frame.getInt();
    Frames.require(stream >= 0 && stream < opened.size(), "a declared stream");
    earlyBytes += opened.get(stream).accept(frame.getLong(), frame);
  }

  private Whole whole(List<IncomingStream> streams, Ending ending) {
    byte[] computed = new byte[streams.size() * Frames.DIGEST_BYTES];
    ByteBuffer into = ByteBuffer.wrap(computed);
    streams.forEach(stream -> into.put(stream.digest()));
    Frames.require(
        MessageDigest.isEqual(computed, ending.digests().toArray()),
        "the digests of what the message consists of");
    Digest digest =
        Frames.digest(streams.stream().map(IncomingStream::shape).toList(), ending.digests());
    check.accept(digest, ending);
    return new Whole(message(streams), digest, ending.statement());
  }

  private static Message message(List<IncomingStream> streams) {
    List<FloatVector> floats = new ArrayList<>();
    List<IntVector> ints = new ArrayList<>();
    for (IncomingStream stream : streams.subList(1, streams.size())) {
      if (stream.shape().modulusBits() == 0) {
        Frames.require(ints.isEmpty(), "float vectors before integer vectors");
        floats.add(stream.floats());
      } else {
        ints.add(stream.ints());
      }
    }
    return MessageCodec.decode(streams.get(0).header(), floats, ints);
  }

  @Override
  public void close() {
    beforeOpen.clear();
    if (streams != null) {
      streams.forEach(IncomingStream::close);
    }
  }
}
