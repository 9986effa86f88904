package org.cloister.app.record;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.cloister.engine.wire.StateCodec;
import org.cloister.model.FloatVector;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;

/**
 * A header and the vectors beside it as a stream of bytes: the header's length in four bytes and
 * the header, the number of vectors in four and the length of each in eight, and their values as
 * little-endian IEEE 754 single precision. Takes memory for the header alone.
 *
 * @param header as a codec reads it
 * @param floats the vectors beside it
 */
@SuppressWarnings("ArrayRecordComponent") // read once and handed to the codec
public record EncodedStream(byte[] header, List<FloatVector> floats) {

  private static final int CHUNK = 1 << 14;

  /** Writes it. */
  public void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(header.length);
    out.write(header);
    out.writeInt(floats.size());
    for (FloatVector vector : floats) {
      out.writeLong(vector.length());
    }
    float[] values = new float[CHUNK];
    ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (FloatVector vector : floats) {
      for (long at = 0; at < vector.length(); at += CHUNK) {
        int count = (int) Math.min(CHUNK, vector.length() - at);
        vector.read(at, values, 0, count);
        bytes.clear().asFloatBuffer().put(values, 0, count);
        out.write(bytes.array(), 0, 4 * count);
      }
    }
  }

  /**
   * Reads one.
   *
   * @param most how many bytes there can be at most, which bounds what is allocated
   * @param vectors where its vectors are put
   * @throws IOException if it says that it is longer than that, or ends early
   */
  public static EncodedStream read(DataInputStream in, long most, Vectors vectors)
      throws IOException {
    byte[] header = new byte[within(in.readInt(), Math.min(most, StateCodec.MAX_HEADER_BYTES))];
    in.readFully(header);
    int count = within(in.readInt(), most / Long.BYTES);
    List<Long> lengths = new ArrayList<>();
    long left = most / Float.BYTES;
    for (int i = 0; i < count; i++) {
      long length = in.readLong();
      if (length < 0 || length > left) {
        throw new IOException("a vector is longer than the file");
      }
      left -= length;
      lengths.add(length);
    }
    List<FloatVector> floats = new ArrayList<>();
    for (long length : lengths) {
      floats.add(vector(in, length, vectors));
    }
    return new EncodedStream(header, floats);
  }

  private static FloatVector vector(DataInputStream in, long length, Vectors vectors)
      throws IOException {
    float[] values = new float[(int) Math.min(CHUNK, length)];
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    try (VectorWriter out = vectors.create(length)) {
      for (long at = 0; at < length; at += values.length) {
        int count = (int) Math.min(values.length, length - at);
        in.readFully(bytes.array(), 0, 4 * count);
        bytes.clear().asFloatBuffer().get(values, 0, count);
        out.write(values, 0, count);
      }
      return out.finish();
    }
  }

  private static int within(int count, long most) throws IOException {
    if (count < 0 || count > most) {
      throw new IOException("a part is longer than the file");
    }
    return count;
  }
}
