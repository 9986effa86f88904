package org.cloister.ledger.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a value in its one spelling. */
final class CanonicalWriter {
  private final StringBuilder out = new StringBuilder(512);

  private CanonicalWriter() {}

  static byte[] bytes(JsonValue value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  static String text(JsonValue value) {
    CanonicalWriter writer = new CanonicalWriter();
    writer.write(value);
    return writer.out.toString();
  }

  private void write(JsonValue value) {
    if (value instanceof JsonObject object) {
      write(object);
    } else if (value instanceof JsonArray array) {
      write(array);
    } else if (value instanceof JsonText text) {
      write(text.value());
    } else if (value instanceof JsonInteger integer) {
      out.append(integer.value());
    } else if (value instanceof JsonBoolean truth) {
      out.append(truth.value());
    } else {
      out.append("null");
    }
  }

  private void write(JsonObject object) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      write(member.getKey());
      out.append(':');
      write(member.getValue());
    }
    out.append('}');
  }

  private void write(JsonArray array) {
    out.append('[');
    boolean first = true;
    for (JsonValue value : array.values()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      write(value);
    }
    out.append(']');
  }

  private void write(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
