package org.cloister.engine.wire;

import org.cloister.model.Bytes;
import org.cloister.model.IntVector;

/** Bytes that are too many for a header, travelling as a vector of 8-bit residues. */
record ByteVector(Bytes bytes) implements IntVector {
  private static final int MAX_LENGTH = 1 << 28;

  @Override
  public long length() {
    return bytes.length();
  }

  @Override
  public int modulusBits() {
    return 8;
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    for (int i = 0; i < count; i++) {
      target[targetOffset + i] = bytes.at(Math.toIntExact(offset + i)) & 0xff;
    }
  }

  static Bytes bytes(IntVector vector) {
    if (vector.modulusBits() != 8 || vector.length() > MAX_LENGTH) {
      throw WireReader.malformed("a body must be at most " + MAX_LENGTH + " residues of 8 bits");
    }
    byte[] out = new byte[(int) vector.length()];
    long[] chunk = new long[Math.min(out.length, 1 << 13)];
    for (int at = 0; at < out.length; at += chunk.length) {
      int count = Math.min(chunk.length, out.length - at);
      vector.read(at, chunk, 0, count);
      for (int i = 0; i < count; i++) {
        out[at + i] = (byte) chunk[i];
      }
    }
    return Bytes.of(out);
  }
}
