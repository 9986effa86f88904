package org.cloister.engine.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/**
 * Writes the header of one message, big-endian; vectors are set aside. Every byte is noted for the
 * field that was named last.
 */
final class WireWriter {
  private final int maxBytes;
  private ByteBuffer out = ByteBuffer.allocate(1024);
  private final List<FloatVector> floats = new ArrayList<>();
  private final List<IntVector> ints = new ArrayList<>();
  private final FieldList fields = new FieldList();

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

  /** What is written next belongs to the field of this name. */
  WireWriter field(String name) {
    fields.field(name);
    return this;
  }

  /** The fields that {@code content} writes are inside of this one. */
  void within(String name, Consumer<WireWriter> content) {
    fields.within(name, () -> content.accept(this));
  }

  /** The message's version and type, which are no field. */
  void head(int version, int type) {
    room(2).put((byte) version).put((byte) type);
    fields.structure(out.position() - 2, out.position());
  }

  private void value(String kind, int bytes) {
    fields.value(kind, out.position() - bytes, out.position());
  }

  private void size(int value) {
    room(4).putInt(value);
    fields.structure(out.position() - 4, out.position());
  }

  private void length(long value) {
    room(8).putLong(value);
    fields.structure(out.position() - 8, out.position());
  }

  void u8(int value) {
    room(1).put((byte) value);
    value("choice", 1);
  }

  void flag(boolean value) {
    room(1).put((byte) (value ? 1 : 0));
    value("yes or no", 1);
  }

  void i32(int value) {
    room(4).putInt(value);
    value("int32", 4);
  }

  void i64(long value) {
    room(8).putLong(value);
    value("int64", 8);
  }

  void f64(double value) {
    room(8).putDouble(value);
    value("float64", 8);
  }

  void text(String value) {
    bytes("text", value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(Bytes value) {
    bytes("bytes", value.toArray());
  }

  private void bytes(String kind, byte[] value) {
    size(value.length);
    room(value.length).put(value);
    value(kind, value.length);
  }

  void digest(Digest value) {
    room(32).put(value.toBytes());
    value("sha256", 32);
  }

  void constant(Enum<?> value) {
    bytes("choice", value.name().getBytes(StandardCharsets.UTF_8));
  }

  void floats(FloatVector vector) {
    length(vector.length());
    floats.add(vector);
    fields.vector(vector);
  }

  void ints(IntVector vector) {
    length(vector.length());
    room(1).put((byte) vector.modulusBits());
    fields.structure(out.position() - 1, out.position());
    ints.add(vector);
    fields.vector(vector);
  }

  <T> void list(Collection<T> values, BiConsumer<WireWriter, T> element) {
    size(values.size());
    values.forEach(value -> element.accept(this, value));
  }

  /** Each value is a field of its own, named by its key; the keys are the structure's. */
  <T> void map(Map<String, T> values, BiConsumer<WireWriter, T> element) {
    size(values.size());
    values.forEach(
        (name, value) -> {
          byte[] key = name.getBytes(StandardCharsets.UTF_8);
          size(key.length);
          room(key.length).put(key);
          fields.structure(out.position() - key.length, out.position());
          within(name, o -> element.accept(o, value));
        });
  }

  <T> void optional(Optional<T> value, BiConsumer<WireWriter, T> element) {
    room(1).put((byte) (value.isPresent() ? 1 : 0));
    fields.structure(out.position() - 1, out.position());
    value.ifPresent(present -> element.accept(this, present));
  }

  Encoded finish() {
    byte[] header = new byte[out.position()];
    out.flip().get(header);
    return new Encoded(header, floats, ints, fields.finish());
  }
}
