package org.cloister.node;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.wire.MessageCodec;
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
  private final List<ByteBuffer> beforeOpen = new ArrayList<>();
  private @Nullable List<IncomingStream> streams;
  private @Nullable Ending ending;
  private Optional<Arrived> arrived = Optional.empty();
  private long declaredBytes;
  private long earlyBytes;

  IncomingTransfer(Vectors vectors, TransferLimits limits) {
    this.vectors = vectors;
    this.limits = limits;
  }

  /** A message that came whole, and of which nothing was read. */
  record Arrived(Digest digest, Ending ending) {}

  /** What came, once it is whole. */
  Optional<Arrived> arrived() {
    return arrived;
  }

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
   * @return whether it was new
   */
  boolean accept(byte kind, ByteBuffer frame, long declarableBytes) {
    if (arrived.isPresent()) {
      return false;
    }
    boolean fresh = take(kind, frame, declarableBytes);
    if (streams != null && ending != null && streams.stream().allMatch(IncomingStream::complete)) {
      arrived = Optional.of(arrived(streams, ending));
    }
    return fresh;
  }

  private boolean take(byte kind, ByteBuffer frame, long declarableBytes) {
    if (kind == Frames.OPEN) {
      boolean fresh = streams == null;
      if (fresh) {
        open(frame, declarableBytes);
      }
      return fresh;
    }
    if (kind == Frames.END) {
      Ending came = Ending.read(frame, 1 + limits.maxVectors());
      boolean fresh = ending == null;
      ending = fresh ? came : ending;
      return fresh;
    }
    if (streams == null) {
      beforeOpen.add(frame);
      earlyBytes += frame.remaining() + EARLY_OVERHEAD_BYTES;
      return true;
    }
    return chunk(frame, streams);
  }

  private void open(ByteBuffer frame, long declarableBytes) {
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
    beforeOpen.forEach(early -> chunk(early, opened));
    beforeOpen.clear();
  }

  private boolean chunk(ByteBuffer frame, List<IncomingStream> opened) {
    Frames.require(frame.remaining() >= Integer.BYTES + Long.BYTES, "a stream and a chunk");
    int stream = frame.getInt();
    Frames.require(stream >= 0 && stream < opened.size(), "a declared stream");
    long chunk = frame.getLong();
    boolean fresh = !opened.get(stream).has(chunk);
    earlyBytes += opened.get(stream).accept(chunk, frame);
    return fresh;
  }

  private static Arrived arrived(List<IncomingStream> streams, Ending ending) {
    byte[] computed = new byte[streams.size() * Frames.DIGEST_BYTES];
    ByteBuffer into = ByteBuffer.wrap(computed);
    streams.forEach(stream -> into.put(stream.digest()));
    Frames.require(
        MessageDigest.isEqual(computed, ending.digests().toArray()),
        "the digests of what the message consists of");
    Digest digest =
        Frames.digest(streams.stream().map(IncomingStream::shape).toList(), ending.digests());
    return new Arrived(digest, ending);
  }

  /** What it says; only of one that is whole. */
  Message message() {
    return message(Objects.requireNonNull(streams));
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
