package org.cloister.plugins.secagg;

import java.security.MessageDigest;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.IntVector;

/** SHA-256 over residues, each in as many little-endian bytes as its ring takes. */
final class VectorDigest {
  private static final int CHUNK = 1 << 13;

  private VectorDigest() {}

  /** Reads range by range: memory does not grow with the vector. */
  static Bytes of(IntVector vector) {
    MessageDigest sha = Digest.sha256();
    int width = (vector.modulusBits() + 7) / 8;
    int chunk = (int) Math.min(CHUNK, vector.length());
    long[] residues = new long[chunk];
    byte[] bytes = new byte[chunk * width];
    for (long at = 0; at < vector.length(); at += chunk) {
      int count = (int) Math.min(chunk, vector.length() - at);
      vector.read(at, residues, 0, count);
      for (int i = 0; i < count; i++) {
        for (int b = 0; b < width; b++) {
          bytes[i * width + b] = (byte) (residues[i] >>> (8 * b));
        }
      }
      sha.update(bytes, 0, count * width);
    }
    return Bytes.of(sha.digest());
  }
}
