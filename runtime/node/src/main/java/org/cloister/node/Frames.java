package org.cloister.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * What the frames of a message look like. A message is a transfer with a number of its own at its
 * sender, and consists of streams of words: stream 0 the header, and then its vectors. Integers are
 * big-endian, words of vectors little-endian.
 *
 * <pre>
 * OPEN   1, transfer (8), streams (4), for each: words (8), word bytes (1), modulus bits (1)
 * CHUNK  2, transfer (8), stream (4), chunk (8), words of that chunk
 * END    3, transfer (8), digests, sequence (8), seal, statement
 * GREET  4, the first transfer (8) that would be new to the sender, what is said
 * </pre>
 *
 * Digests, seal and statement have their length (4) before them; {@code digests} is for each stream
 * the SHA-256 over all its words (32), and an empty statement is none. The digest of the message,
 * which its seal covers, is the SHA-256 over {@code cloister-message/1}, a zero byte, and then for
 * each stream its declaration as in OPEN and its digest.
 *
 * <p>Chunk {@code c} has the words from {@code c * CHUNK_WORDS}, all chunks but the last are full:
 * so a frame that comes twice is known for what it is, and two chunks cannot overlap.
 */
final class Frames {
  static final byte OPEN = 1;
  static final byte CHUNK = 2;
  static final byte END = 3;
  static final byte GREET = 4;

  /** Words of a full chunk. */
  static final int CHUNK_WORDS = 1 << 14;

  static final int DIGEST_BYTES = 32;

  /** Where the words of a chunk start in its frame. */
  static final int CHUNK_START = 21;

  private static final int OPEN_BYTES = 13;
  private static final int SHAPE_BYTES = 10;

  /** What stands in the last frame before its {@link Ending}. */
  static final int END_BYTES = 9;

  /** What stands in a greeting's frame before it. */
  static final int GREET_BYTES = 9;

  private static final byte[] MESSAGE_DOMAIN =
      "cloister-message/1\0".getBytes(StandardCharsets.US_ASCII);

  private Frames() {}

  /**
   * One stream as it is declared.
   *
   * @param modulusBits of residues; 0 for bytes and floats
   */
  record Shape(long words, int wordBytes, int modulusBits) {
    static Shape header(int bytes) {
      return new Shape(bytes, 1, 0);
    }

    static Shape floats(long length) {
      return new Shape(length, Float.BYTES, 0);
    }

    static Shape ints(long length, int modulusBits) {
      return new Shape(length, (modulusBits + 7) / 8, modulusBits);
    }

    long bytes() {
      return Math.multiplyExact(words, wordBytes);
    }

    long chunks() {
      return words / CHUNK_WORDS + (words % CHUNK_WORDS == 0 ? 0 : 1);
    }

    int chunkBytes(long chunk) {
      return (int) Math.min(CHUNK_WORDS, words - chunk * CHUNK_WORDS) * wordBytes;
    }

    private void put(ByteBuffer target) {
      target.putLong(words).put((byte) wordBytes).put((byte) modulusBits);
    }

    private boolean valid(boolean first) {
      boolean shaped =
          first
              ? wordBytes == 1 && modulusBits == 0
              : modulusBits == 0
                  ? wordBytes == Float.BYTES
                  : modulusBits >= 1 && modulusBits <= 64 && wordBytes == (modulusBits + 7) / 8;
      return shaped && words >= 0 && words <= Long.MAX_VALUE >> 4;
    }
  }

  static byte[] open(long transfer, List<Shape> shapes) {
    ByteBuffer frame = ByteBuffer.allocate(OPEN_BYTES + shapes.size() * SHAPE_BYTES);
    frame.put(OPEN).putLong(transfer).putInt(shapes.size());
    for (Shape shape : shapes) {
      shape.put(frame);
    }
    return frame.array();
  }

  /** The frame of a chunk with room for its words from {@link #CHUNK_START}. */
  static byte[] chunk(long transfer, int stream, long chunk, int bytes) {
    return ByteBuffer.allocate(CHUNK_START + bytes)
        .put(CHUNK)
        .putLong(transfer)
        .putInt(stream)
        .putLong(chunk)
        .array();
  }

  static byte[] end(long transfer, Ending ending) {
    ByteBuffer frame = ByteBuffer.allocate(END_BYTES + ending.bytes()).put(END).putLong(transfer);
    ending.put(frame);
    return frame.array();
  }

  static byte[] greet(long transfer, Bytes greeting) {
    return ByteBuffer.allocate(GREET_BYTES + greeting.length())
        .put(GREET)
        .putLong(transfer)
        .put(greeting.toArray())
        .array();
  }

  /** The digest of a message whose streams have these shapes and, one after the other, digests. */
  static Digest digest(List<Shape> shapes, Bytes digests) {
    MessageDigest sha = Digest.sha256();
    sha.update(MESSAGE_DOMAIN);
    ByteBuffer stream = ByteBuffer.allocate(SHAPE_BYTES + DIGEST_BYTES);
    for (int i = 0; i < shapes.size(); i++) {
      stream.clear();
      shapes.get(i).put(stream);
      digests.read(i * DIGEST_BYTES, stream.array(), SHAPE_BYTES, DIGEST_BYTES);
      sha.update(stream.array());
    }
    return new Digest(HexFormat.of().formatHex(sha.digest()));
  }

  /** The streams that an OPEN frame declares, after its transfer. */
  static List<Shape> shapes(ByteBuffer frame, int maxStreams) {
    require(frame.remaining() >= Integer.BYTES, "a declaration of streams");
    int count = frame.getInt();
    require(
        count >= 1 && count <= maxStreams && frame.remaining() == count * SHAPE_BYTES,
        "1 to " + maxStreams + " declared streams");
    Shape[] shapes = new Shape[count];
    for (int i = 0; i < count; i++) {
      shapes[i] = new Shape(frame.getLong(), frame.get(), frame.get());
      require(shapes[i].valid(i == 0), "a header first and then vectors");
    }
    return List.of(shapes);
  }

  static void require(boolean condition, String bound) {
    CloisterException.require(
        condition, ErrorCode.MESSAGE_MALFORMED, "A peer's frame must have " + bound + ".");
  }
}
