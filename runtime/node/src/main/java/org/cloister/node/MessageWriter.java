package org.cloister.node;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.cloister.engine.Message;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.MessageCodec;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/** From messages to frames. Safe for concurrent use. */
final class MessageWriter {
  private final AtomicLong transfers = new AtomicLong();

  /** Where frames go. */
  interface Sink {
    void send(byte[] frame) throws InterruptedException;
  }

  void write(Message message, Sink sink) throws InterruptedException {
    Encoded encoded = MessageCodec.encode(message);
    long transfer = transfers.getAndIncrement();
    List<Frames.Shape> shapes = new ArrayList<>();
    shapes.add(Frames.Shape.header(encoded.header().length));
    encoded.floats().forEach(v -> shapes.add(Frames.Shape.floats(v.length())));
    encoded.ints().forEach(v -> shapes.add(Frames.Shape.ints(v.length(), v.modulusBits())));
    sink.send(Frames.open(transfer, shapes));
    ByteBuffer digests = ByteBuffer.allocate(shapes.size() * Frames.DIGEST_BYTES);
    for (int s = 0; s < shapes.size(); s++) {
      int firstInt = 1 + encoded.floats().size();
      Words words =
          s == 0
              ? header(encoded.header())
              : s < firstInt
                  ? floats(encoded.floats().get(s - 1))
                  : ints(encoded.ints().get(s - firstInt));
      digests.put(stream(transfer, s, shapes.get(s), words, sink));
    }
    sink.send(Frames.end(transfer, digests.array()));
  }

  private static byte[] stream(
      long transfer, int stream, Frames.Shape shape, Words words, Sink sink)
      throws InterruptedException {
    MessageDigest sha = Digest.sha256();
    for (long chunk = 0; chunk < shape.chunks(); chunk++) {
      int bytes = shape.chunkBytes(chunk);
      byte[] frame = Frames.chunk(transfer, stream, chunk, bytes);
      words.put(
          chunk * Frames.CHUNK_WORDS,
          bytes / shape.wordBytes(),
          ByteBuffer.wrap(frame, Frames.CHUNK_START, bytes).order(ByteOrder.LITTLE_ENDIAN));
      sha.update(frame, Frames.CHUNK_START, bytes);
      sink.send(frame);
    }
    return sha.digest();
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
