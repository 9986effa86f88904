package org.cloister.node;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.cloister.engine.Message;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.MessageCodec;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/** From messages to frames, on the way to one receiver. Safe for concurrent use. */
final class MessageWriter {
  private final String from;
  private final String to;
  private final MessageSeals seals;
  private final Statements statements;
  private final AtomicLong transfers = new AtomicLong();

  /** Held from a sequence number to its last frame, so that they leave in order. */
  private final Object inOrder = new Object();

  private long sequence;

  MessageWriter(String from, String to, MessageSeals seals, Statements statements) {
    this.from = from;
    this.to = to;
    this.seals = seals;
    this.statements = statements;
  }

  /** Where frames go. */
  interface Sink {
    void send(byte[] frame) throws InterruptedException;
  }

  /** Who notes what leaves; told before the last frame, or when sending breaks off. */
  interface Listing {
    void left(boolean whole, List<SentField> fields);
  }

  /** Transfers before this number are not new to the receiver. */
  void startAt(long transfer) {
    transfers.accumulateAndGet(transfer, Math::max);
  }

  void write(Message message, Sink sink, Listing listing) throws InterruptedException {
    Encoded encoded = MessageCodec.encode(message);
    long transfer = transfers.getAndIncrement();
    List<Frames.Shape> shapes = new ArrayList<>();
    shapes.add(Frames.Shape.header(encoded.header().length));
    encoded.floats().forEach(v -> shapes.add(Frames.Shape.floats(v.length())));
    encoded.ints().forEach(v -> shapes.add(Frames.Shape.ints(v.length(), v.modulusBits())));
    List<SentFields.SentStream> sent = new ArrayList<>();
    Counter counter = new Counter(sink);
    boolean whole = false;
    try {
      counter.send(Frames.open(transfer, shapes), 0);
      for (int s = 0; s < shapes.size(); s++) {
        stream(transfer, s, shapes.get(s), words(encoded, s), counter, sent);
      }
      whole = true;
    } finally {
      if (!whole) {
        listing.left(false, SentFields.brokenOff(encoded, sent, counter.framing));
      }
    }
    ByteBuffer streams = ByteBuffer.allocate(shapes.size() * Frames.DIGEST_BYTES);
    sent.forEach(stream -> streams.put(stream.digest()));
    Bytes digests = Bytes.of(streams.array());
    Digest digest = Frames.digest(shapes, digests);
    Optional<Bytes> statement = statements.of(to, message, digest);
    synchronized (inOrder) {
      Sealed sealed =
          new Sealed(from, to, sequence, digest, statement.map(s -> Digest.of(s.toArray())));
      Ending ending = new Ending(digests, sequence, seals.seal(sealed), statement);
      sequence++;
      listing.left(true, SentFields.of(encoded, sent, counter.framing, ending));
      sink.send(Frames.end(transfer, ending));
    }
  }

  private static Words words(Encoded encoded, int stream) {
    int firstInt = 1 + encoded.floats().size();
    return stream == 0
        ? header(encoded.header())
        : stream < firstInt
            ? floats(encoded.floats().get(stream - 1))
            : ints(encoded.ints().get(stream - firstInt));
  }

  private static void stream(
      long transfer,
      int stream,
      Frames.Shape shape,
      Words words,
      Counter sink,
      List<SentFields.SentStream> sent)
      throws InterruptedException {
    MessageDigest sha = Digest.sha256();
    long left = 0;
    try {
      for (long chunk = 0; chunk < shape.chunks(); chunk++) {
        int bytes = shape.chunkBytes(chunk);
        byte[] frame = Frames.chunk(transfer, stream, chunk, bytes);
        words.put(
            chunk * Frames.CHUNK_WORDS,
            bytes / shape.wordBytes(),
            ByteBuffer.wrap(frame, Frames.CHUNK_START, bytes).order(ByteOrder.LITTLE_ENDIAN));
        sha.update(frame, Frames.CHUNK_START, bytes);
        left += bytes;
        sink.send(frame, bytes);
      }
    } finally {
      sent.add(new SentFields.SentStream(left, sha.digest()));
    }
  }

  /** Counts what frames cost beside the bytes of fields. */
  private static final class Counter {
    private final Sink sink;
    private long framing;

    Counter(Sink sink) {
      this.sink = sink;
    }

    void send(byte[] frame, int content) throws InterruptedException {
      framing += frame.length - content;
      sink.send(frame);
    }
  }

  /** A source of words. */
  private interface Words {
    void put(long offset, int count, ByteBuffer target);
  }

  private static Words header(byte[] header) {
    return (offset, count, target) -> target.put(header, (int) offset, count);
  }

  private static Words floats(FloatVector vector) {
    float[] buffer = new float[(int) Math.min(Frames.CHUNK_WORDS, vector.length())];
    return (offset, count, target) -> {
      vector.read(offset, buffer, 0, count);
      for (int i = 0; i < count; i++) {
        target.putInt(Float.floatToIntBits(buffer[i]));
      }
    };
  }

  private static Words ints(IntVector vector) {
    long[] buffer = new long[(int) Math.min(Frames.CHUNK_WORDS, vector.length())];
    int wordBytes = (vector.modulusBits() + 7) / 8;
    return (offset, count, target) -> {
      vector.read(offset, buffer, 0, count);
      for (int i = 0; i < count; i++) {
        for (int b = 0; b < wordBytes; b++) {
          target.put((byte) (buffer[i] >>> (8 * b)));
        }
      }
    };
  }
}
