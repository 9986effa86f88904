package org.cloister.plugins.secagg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cloister.crypto.Sha256;
import org.cloister.model.Bytes;

/**
 * SHA-256 over fields that cannot run into each other: each with its length before it, all after a
 * label that says what they are.
 */
final class Transcript {
  private static final String PROTOCOL = "cloister bonawitz 1 ";

  private final Sha256 sha = new Sha256();

  private Transcript(String label) {
    add(PROTOCOL + label);
  }

  static Transcript of(String label) {
    return new Transcript(label);
  }

  Transcript add(byte[] bytes) {
    sha.add(ByteBuffer.allocate(4).putInt(bytes.length).array()).add(bytes);
    return this;
  }

  Transcript add(Bytes bytes) {
    return add(bytes.toArray());
  }

  Transcript add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Transcript add(long number) {
    return add(ByteBuffer.allocate(8).putLong(number).array());
  }

  Bytes finish() {
    return Bytes.of(sha.finish());
  }
}
