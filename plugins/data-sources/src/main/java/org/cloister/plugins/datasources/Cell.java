package org.cloister.plugins.datasources;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A window on one field of the current record. Reused; it allocates only where text is asked for.
 */
final class Cell {
  private byte[] bytes = {};
  private int start;
  private int end;
  private int trimmedStart;
  private int trimmedEnd;

  void point(byte[] record, int from, int to) {
    bytes = record;
    start = from;
    end = to;
    trimmedStart = from;
    trimmedEnd = to;
    while (trimmedStart < trimmedEnd && isBlank(bytes[trimmedStart])) {
      trimmedStart++;
    }
    while (trimmedStart < trimmedEnd && isBlank(bytes[trimmedEnd - 1])) {
      trimmedEnd--;
    }
  }

  /** The finite number that stands here, or NaN. */
  double number() {
    return Decimal.parse(bytes, trimmedStart, trimmedEnd);
  }

  /** Whether the trimmed field is one of these. */
  boolean isOneOf(byte[][] texts) {
    for (byte[] text : texts) {
      if (Arrays.equals(bytes, trimmedStart, trimmedEnd, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }

  /** The whole field. */
  String text() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The field without leading and trailing blanks. */
  String trimmed() {
    return new String(bytes, trimmedStart, trimmedEnd - trimmedStart, StandardCharsets.UTF_8);
  }

  /** Whether the field is well-formed UTF-8. */
  boolean isUtf8() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** What kind of thing stands here, for a message that must not show it. */
  String kind() {
    if (trimmedStart == trimmedEnd) {
      return "empty";
    }
    double number = number();
    if (Double.isNaN(number)) {
      return "text";
    }
    return number == StrictMath.rint(number) ? "another whole number" : "another number";
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
