package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads restricted JCS (RFC 8785 without doubles and escapes; section 2.1 of the format) and
 * refuses every other spelling, so that the bytes of a value that was read are its canonical ones.
 * Bounded in depth by {@link #MAX_DEPTH}, in memory by the length of the text.
 */
final class StrictJson {
  static final int MAX_DEPTH = 16;
  static final long MAX_INTEGER = (1L << 53) - 1;

  private final byte[] bytes;
  private final int end;
  private int at;

  private StrictJson(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** Reads the bytes from {@code from} to {@code to}, all of which must be one object. */
  static Value.Obj object(byte[] bytes, int from, int to) throws Refused {
    StrictJson reader = new StrictJson(bytes, from, to);
    if (reader.peek() != '{') {
      throw refused("the top level must be an object");
    }
    Value.Obj object = reader.object(1);
    if (reader.at != to) {
      throw refused("bytes follow the object");
    }
    return object;
  }

  private Value value(int depth) throws Refused {
    if (depth > MAX_DEPTH) {
      throw refused("values must not be nested deeper than " + MAX_DEPTH);
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Value.Text(string(false));
      case 't' -> literal("true", Value.Literal.TRUE);
      case 'f' -> literal("false", Value.Literal.FALSE);
      case 'n' -> literal("null", Value.Literal.NULL);
      default -> number();
    };
  }

  private Value.Obj object(int depth) throws Refused {
    int from = at++;
    Map<String, Value> members = new HashMap<>();
    String last = "";
    if (peek() == '}') {
      at++;
      return new Value.Obj(members, from, at);
    }
    while (true) {
      String key = string(true);
      if (key.compareTo(last) <= 0) {
        throw refused(key.isEmpty() ? "a key is empty" : "keys must be sorted, each once");
      }
      last = key;
      expect(':');
      members.put(key, value(depth + 1));
      if (next() == '}') {
        return new Value.Obj(members, from, at);
      }
      separator();
    }
  }

  private Value.Arr array(int depth) throws Refused {
    at++;
    List<Value> values = new ArrayList<>();
    if (peek() == ']') {
      at++;
      return new Value.Arr(values);
    }
    while (true) {
      values.add(value(depth + 1));
      if (next() == ']') {
        return new Value.Arr(values);
      }
      separator();
    }
  }

  private void separator() throws Refused {
    if (bytes[at - 1] != ',') {
      throw refused("a comma is missing");
    }
  }

  private Value literal(String text, Value.Literal literal) throws Refused {
    for (int i = 0; i < text.length(); i++) {
      expect(text.charAt(i));
    }
    return literal;
  }

  private Value.Int number() throws Refused {
    boolean negative = peek() == '-';
    if (negative) {
      at++;
    }
    int first = at;
    long value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + (bytes[at++] - '0');
      if (value > MAX_INTEGER) {
        throw refused("numbers must be at most 2^53 - 1");
      }
    }
    int digits = at - first;
    if (digits == 0) {
      throw refused("a value is missing");
    }
    if (bytes[first] == '0' && (digits > 1 || negative)) {
      throw refused("a number has a leading zero or is -0");
    }
    if (at < end && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E')) {
      throw refused("numbers must be whole, without exponent");
    }
    return new Value.Int(negative ? -value : value);
  }

  private String string(boolean key) throws Refused {
    expect('"');
    int from = at;
    boolean escaped = false;
    while (peek() != '"') {
      int c = bytes[at] & 0xff;
      if (c == '\\') {
        int what = at + 1 < end ? bytes[at + 1] : 0;
        if (what != '"' && what != '\\') {
          throw refused("the only escapes are of quotation mark and backslash");
        }
        escaped = true;
        at += 2;
      } else if (c < 0x20 || c == 0x7f) {
        throw refused("a string holds a control character");
      } else if (c < 0x80) {
        at++;
      } else if (key) {
        throw refused("a key must be printable ASCII");
      } else {
        at += Utf8.sequence(bytes, at, end);
      }
    }
    String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
    at++;
    return escaped ? unescaped(text) : text;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' ? text.charAt(++i) : c);
    }
    return plain.toString();
  }

  private int peek() throws Refused {
    if (at >= end) {
      throw refused("the text ends too early");
    }
    return bytes[at];
  }

  private int next() throws Refused {
    int c = peek();
    at++;
    return c;
  }

  private void expect(char c) throws Refused {
    if (next() != c) {
      throw refused("'" + c + "' is missing");
    }
  }

  static Refused refused(String what) {
    return new Refused(Code.ENTRY_NOT_CANONICAL, what);
  }
}
