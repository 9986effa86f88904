package org.cloister.ledger.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads restricted JCS and nothing else: the grammar itself leaves one spelling for each value, so
 * whatever is read is canonical. Memory and depth are bounded by the input's length and {@value
 * #MAX_DEPTH}.
 */
public final class CanonicalReader {

  /** How deep objects and arrays may stand in each other. */
  public static final int MAX_DEPTH = 16;

  private static final int MAX_DIGITS = 16;

  private final String text;
  private int at;

  private CanonicalReader(String text) {
    this.text = text;
  }

  /**
   * The object that {@code bytes} spell.
   *
   * @throws org.cloister.model.CloisterException CL-0905 if they are longer than {@code maxBytes},
   *     not UTF-8, or not exactly the canonical form of an object
   */
  public static JsonObject read(byte[] bytes, int maxBytes) {
    Malformed.require(
        bytes.length <= maxBytes,
        "it must have at most " + maxBytes + " bytes, was " + bytes.length);
    CanonicalReader reader = new CanonicalReader(decode(bytes));
    JsonObject object = reader.object(1);
    reader.require(reader.at == reader.text.length(), "something follows the object");
    return object;
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw Malformed.of("it is not UTF-8");
    }
  }

  private JsonValue value(int depth) {
    char c = peek();
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new JsonText(text());
      case 't' -> literal("true", new JsonBoolean(true));
      case 'f' -> literal("false", new JsonBoolean(false));
      case 'n' -> literal("null", new JsonNull());
      default -> new JsonInteger(integer());
    };
  }

  private JsonObject object(int depth) {
    require(depth <= MAX_DEPTH, "it is nested deeper than " + MAX_DEPTH);
    expect('{');
    SortedMap<String, JsonValue> members = new TreeMap<>();
    if (!take('}')) {
      String last = "";
      do {
        String name = text();
        require(name.compareTo(last) > 0, "names must ascend, none twice or empty");
        last = name;
        expect(':');
        members.put(name, value(depth + 1));
      } while (take(','));
      expect('}');
    }
    return new JsonObject(members);
  }

  private JsonArray array(int depth) {
    require(depth <= MAX_DEPTH, "it is nested deeper than " + MAX_DEPTH);
    expect('[');
    List<JsonValue> values = new ArrayList<>();
    if (!take(']')) {
      do {
        values.add(value(depth + 1));
      } while (take(','));
      expect(']');
    }
    return new JsonArray(values);
  }

  private String text() {
    expect('"');
    StringBuilder out = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      if (c == '\\') {
        c = next();
        require(c == '"' || c == '\\', "an escape is not needed");
      }
      out.append(c);
    }
    return out.toString();
  }

  private long integer() {
    int start = at;
    boolean negative = take('-');
    int digits = at;
    long value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      require(at - digits < MAX_DIGITS, "a number is beyond 2^53-1");
      value = 10 * value + (text.charAt(at) - '0');
      at++;
    }
    require(at > digits, "a value is missing or not one of JSON's");
    require(text.charAt(digits) != '0' || at == start + 1, "a number has a needless zero or sign");
    return negative ? -value : value;
  }

  private JsonValue literal(String word, JsonValue value) {
    require(text.startsWith(word, at), "a literal is not one of JSON's");
    at += word.length();
    return value;
  }

  private char peek() {
    require(at < text.length(), "it ends too early");
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private boolean take(char c) {
    boolean here = at < text.length() && text.charAt(at) == c;
    at += here ? 1 : 0;
    return here;
  }

  private void expect(char c) {
    require(take(c), "'" + c + "' is missing");
  }

  private void require(boolean condition, String why) {
    if (!condition) {
      throw Malformed.of(why + ", at character " + at);
    }
  }
}
