package org.cloister.plugins.secagg;

import java.io.ByteArrayOutputStream;
import org.cloister.model.Bytes;

/** Writes the body of a message: numbers of two bytes, big-endian, and bytes. */
final class BodyWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  BodyWriter number(int value) {
    out.write(value >>> 8);
    out.write(value);
    return this;
  }

  /** Bytes whose length the reader knows. */
  BodyWriter fixed(Bytes bytes) {
    out.writeBytes(bytes.toArray());
    return this;
  }

  /** Bytes with their length before them. */
  BodyWriter sized(Bytes bytes) {
    return number(bytes.length()).fixed(bytes);
  }

  Bytes finish() {
    return Bytes.of(out.toByteArray());
  }
}
