package org.cloister.engine.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/** Writes the header of one message, big-endian; vectors are set aside. */
final class WireWriter {
  private final int maxBytes;
  private ByteBuffer out = ByteBuffer.allocate(1024);
  private final List<FloatVector> floats = new ArrayList<>();
  private final List<IntVector> ints = new ArrayList<>();

  WireWriter(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      long size = Math.max(2L * out.capacity(), (long) out.position() + bytes);
      CloisterException.require(
          (long) out.position() + bytes <= maxBytes,
          ErrorCode.MESSAGE_TOO_LARGE,
          "The header of a message or state must be at most "
              + maxBytes
              + " bytes; use vectors for large values.");
      out = ByteBuffer.allocate((int) Math.min(size, maxBytes)).put(out.flip());
    }
    return out;
  }

  void u8(int value) {
    room(1).put((byte) value);
  }

  void flag(boolean value) {
    u8(value ? 1 : 0);
  }

  void i32(int value) {
    room(4).putInt(value);
  }

  void i64(long value) {
    room(8).putLong(value);
  }

  void f64(double value) {
    room(8).putDouble(value);
  }

  void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] value) {
    i32(value.length);
    room(value.length).put(value);
  }

  void bytes(Bytes value) {
    bytes(value.toArray());
  }

  void digest(Digest value) {
    room(32).put(value.toBytes());
  }

  void constant(Enum<?> value) {
    text(value.name());
  }

  void floats(FloatVector vector) {
    i64(vector.length());
    floats.add(vector);
  }

  void ints(IntVector vector) {
    i64(vector.length());
    u8(vector.modulusBits());
    ints.add(vector);
  }

  <T> void list(Collection<T> values, BiConsumer<WireWriter, T> element) {
    i32(values.size());
    values.forEach(value -> element.accept(this, value));
  }

  <T> void map(Map<String, T> values, BiConsumer<WireWriter, T> element) {
    i32(values.size());
    values.forEach(
        (name, value) -> {
          text(name);
          element.accept(this, value);
        });
  }

  <T> void optional(Optional<T> value, BiConsumer<WireWriter, T> element) {
    flag(value.isPresent());
    value.ifPresent(present -> element.accept(this, present));
  }

  Encoded finish() {
    byte[] header = new byte[out.position()];
    out.flip().get(header);
    return new Encoded(header, floats, ints);
  }
}
