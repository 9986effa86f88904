package org.cloister.app.log;

import java.util.Locale;

/**
 * Text that may come from a plugin, made fit for one line of a log: what could end the line, steer
 * a terminal or turn the direction of writing is shown as an escape, and long text is cut.
 */
final class OneLine {

  private static final int MAX_LENGTH = 4000;

  private OneLine() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8);
    for (int i = 0; i < text.length(); ) {
      if (out.length() >= MAX_LENGTH) {
        return out.append("...").toString();
      }
      int c = text.codePointAt(i);
      if (isPlain(c)) {
        out.appendCodePoint(c);
      } else {
        out.append(String.format(Locale.ROOT, "\\u%04x", c));
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
