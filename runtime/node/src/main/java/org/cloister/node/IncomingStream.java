package org.cloister.node;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.cloister.engine.wire.PackedInts;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.jspecify.annotations.Nullable;

/** One stream of a transfer on its way in: chunks in turn are written, early ones wait. */
final class IncomingStream implements AutoCloseable {
  private final Frames.Shape shape;
  private final boolean isHeader;
  private final Vectors vectors;
  private final Map<Long, ByteBuffer> early = new HashMap<>();
  private final MessageDigest sha = Digest.sha256();
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private @Nullable VectorWriter writer;
  private long next;

  IncomingStream(Frames.Shape shape, boolean isHeader, Vectors vectors) {
    this.shape = shape;
    this.isHeader = isHeader;
    this.vectors = vectors;
  }

  /**
   * Takes a chunk, whose buffer becomes this object's.
   *
   * @return by how many bytes the waiting ones have grown or shrunk
   */
  long accept(long chunk, ByteBuffer words) {
    Frames.require(
        chunk >= 0 && chunk < shape.chunks() && words.remaining() == shape.chunkBytes(chunk),
        "chunks of the declared length");
    if (has(chunk)) {
      return 0;
    }
    if (chunk > next) {
      early.put(chunk, words);
      return (long) words.remaining() + IncomingTransfer.EARLY_OVERHEAD_BYTES;
    }
    long change = 0;
    for (ByteBuffer turn = words; turn != null; ) {
      write(turn);
      next++;
      turn = early.remove(next);
      change -= turn == null ? 0 : shape.chunkBytes(next) + IncomingTransfer.EARLY_OVERHEAD_BYTES;
    }
    return change;
  }

  /** Whether this chunk came before. */
  boolean has(long chunk) {
    return chunk < next || early.containsKey(chunk);
  }

  private void write(ByteBuffer words) {
    sha.update(words.duplicate());
    if (isHeader) {
      byte[] bytes = new byte[words.remaining()];
      words.get(bytes);
      header.writeBytes(bytes);
    } else {
      float[] values = shape.modulusBits() == 0 ? floats(words) : digits(words);
      writer().write(values, 0, values.length);
    }
  }

  private VectorWriter writer() {
    if (writer == null) {
      int bits = shape.modulusBits();
      writer = vectors.create(shape.words() * (bits == 0 ? 1 : PackedInts.digits(bits)));
    }
    return writer;
  }

  private static float[] floats(ByteBuffer words) {
    float[] values = new float[words.remaining() / Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(Integer.reverseBytes(words.getInt()));
    }
    return values;
  }

  private float[] digits(ByteBuffer words) {
    int each = PackedInts.digits(shape.modulusBits());
    float[] values = new float[words.remaining() / shape.wordBytes() * each];
    long mask = shape.modulusBits() == Long.SIZE ? -1L : (1L << shape.modulusBits()) - 1;
    int digitMask = (1 << PackedInts.DIGIT_BITS) - 1;
    for (int i = 0; i < values.length; i += each) {
      long residue = 0;
      for (int b = 0; b < shape.wordBytes(); b++) {
        residue |= (words.get() & 0xffL) << (8 * b);
      }
      Frames.require((residue & ~mask) == 0, "residues less than the modulus");
      for (int d = 0; d < each; d++) {
        values[i + d] = (residue >>> (d * PackedInts.DIGIT_BITS)) & digitMask;
      }
    }
    return values;
  }

  boolean complete() {
    return next == shape.chunks();
  }

  Frames.Shape shape() {
    return shape;
  }

  byte[] digest() {
    return sha.digest();
  }

  byte[] header() {
    return header.toByteArray();
  }

  FloatVector floats() {
    return writer().finish();
  }

  IntVector ints() {
    return new PackedInts(writer().finish(), shape.words(), shape.modulusBits());
  }

  @Override
  public void close() {
    early.clear();
    if (writer != null) {
      writer.close();
    }
  }
}
