package org.cloister.engine.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;

/** Reads the header of one message; trusts nothing of it. */
final class WireReader {
  private final ByteBuffer in;
  private final List<FloatVector> floats;
  private final List<IntVector> ints;
  private int floatsRead;
  private int intsRead;

  WireReader(byte[] header, List<FloatVector> floats, List<IntVector> ints) {
    this.in = ByteBuffer.wrap(header);
    this.floats = floats;
    this.ints = ints;
  }

  static CloisterException malformed(String rule) {
    return new CloisterException(
        ErrorCode.MESSAGE_MALFORMED, "A message breaks the format: " + rule + ".");
  }

  private ByteBuffer need(long bytes) {
    if (bytes < 0 || bytes > in.remaining()) {
      throw malformed("it ends too early");
    }
    return in;
  }

  int u8() {
    return need(1).get() & 0xff;
  }

  boolean flag() {
    int value = u8();
    if (value > 1) {
      throw malformed("a flag must be 0 or 1");
    }
    return value == 1;
  }

  int i32() {
    return need(4).getInt();
  }

  long i64() {
    return need(8).getLong();
  }

  double f64() {
    return need(8).getDouble();
  }

  String text() {
    int length = i32();
    ByteBuffer slice = need(length).slice().limit(length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
    } catch (CharacterCodingException e) {
      throw malformed("text must be UTF-8");
    }
  }

  Bytes bytes() {
    int length = i32();
    need(length);
    byte[] value = new byte[length];
    in.get(value);
    return Bytes.of(value);
  }

  Digest digest() {
    byte[] value = new byte[32];
    need(32).get(value);
    return new Digest(HexFormat.of().formatHex(value));
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    String name = text();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw malformed("there is no such " + type.getSimpleName());
  }

  FloatVector floats() {
    long length = i64();
    if (floatsRead == floats.size() || floats.get(floatsRead).length() != length) {
      throw malformed("a vector is missing or has another length than announced");
    }
    return floats.get(floatsRead++);
  }

  IntVector ints() {
    long length = i64();
    int bits = u8();
    if (intsRead == ints.size()
        || ints.get(intsRead).length() != length
        || ints.get(intsRead).modulusBits() != bits) {
      throw malformed("a vector of residues is missing or differs from what was announced");
    }
    return ints.get(intsRead++);
  }

  private int count() {
    int count = i32();
    if (count < 0 || count > in.remaining()) { // an element takes at least one byte
      throw malformed("a list is longer than the message");
    }
    return count;
  }

  <T> List<T> list(Function<WireReader, T> element) {
    int count = count();
    List<T> values = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      values.add(element.apply(this));
    }
    return values;
  }

  <T> Map<String, T> map(Function<WireReader, T> element) {
    int count = count();
    Map<String, T> values = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      if (values.put(text(), element.apply(this)) != null) {
        throw malformed("a name stands twice");
      }
    }
    return values;
  }

  <T> Optional<T> optional(Function<WireReader, T> element) {
    return flag() ? Optional.of(element.apply(this)) : Optional.empty();
  }

  void end() {
    if (in.hasRemaining() || floatsRead != floats.size() || intsRead != ints.size()) {
      throw malformed("it goes on after its end");
    }
  }
}
