package org.cloister.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text, numbers and base64 in their one spelling; Java's own readers accept several. */
final class StrictText {
  private static final int MAX_DECIMAL_DIGITS = 16;

  private StrictText() {}

  static String utf8(byte[] bytes, Code code) throws Refused {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Refused(code, "the bytes are not UTF-8");
    }
  }

  /** A whole number from 0 to 2^53 - 1, without a sign or leading zeros. */
  static long decimal(String text, Code code) throws Refused {
    if (text.length() > MAX_DECIMAL_DIGITS || !text.matches("0|[1-9][0-9]*")) {
      throw new Refused(code, "a number must be decimal digits without sign or leading zeros");
    }
    long value = Long.parseLong(text);
    if (value > StrictJson.MAX_INTEGER) {
      throw new Refused(code, "a number must be at most 2^53 - 1");
    }
    return value;
  }

  /** Standard base64 with padding; what does not encode to the same text again is refused. */
  static byte[] base64(String text, Code code) throws Refused {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // the same refusal as for another spelling of the same bytes
    }
    throw new Refused(code, "the base64 is not in its one spelling");
  }

  /** For people and terminals: what is not printable ASCII is shown as a question mark. */
  static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
