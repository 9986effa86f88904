package org.cloister.app.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Writes HTML and the SVG in it, such that it is well-formed XML as well. Text and attribute values
 * are escaped here and nowhere else, so that no caller can forget it: names, reasons and messages
 * come from other parties. Control and format characters, by which text can be made to look like
 * other text, are shown as escapes.
 *
 * <p>Tags and attribute names are constants of this program and are written as they are.
 */
final class Html {

  /** Longer text from data is cut; no honest name or reason comes near. */
  private static final int MAX_TEXT = 2000;

  private static final Set<String> VOID = Set.of("meta");

  private final StringBuilder out = new StringBuilder(1 << 14);
  private final Deque<String> open = new ArrayDeque<>();

  Html() {
    out.append("<!DOCTYPE html>\n");
  }

  /** Opens an element; attributes are names and values in turn. */
  Html open(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(String.valueOf(attributes[i + 1]), Integer.MAX_VALUE);
      out.append('"');
    }
    if (VOID.contains(tag)) {
      out.append("/>\n");
    } else {
      out.append('>');
      open.push(tag);
    }
    return this;
  }

  /** Closes the innermost element. */
  Html close() {
    String tag = open.pop();
    out.append("</").append(tag).append('>');
    if (!tag.equals("bdi") && !tag.equals("td") && !tag.equals("th")) {
      out.append('\n');
    }
    return this;
  }

  /** An element without content. */
  Html empty(String tag, Object... attributes) {
    return open(tag, attributes).close();
  }

  /** An element with nothing but text. */
  Html leaf(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Text; it is escaped. */
  Html text(String text) {
    escape(text, MAX_TEXT);
    return this;
  }

  /** Text that somebody else wrote; its direction of writing does not reach what is around it. */
  Html data(String text) {
    return leaf("bdi", text);
  }

  /** The style sheet, the one thing that is not escaped. */
  Html style(Style style) {
    out.append("<style>\n").append(style.text()).append("</style>\n");
    return this;
  }

  private void escape(String text, int most) {
    int shown = Math.min(text.length(), most);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n' -> out.append('\n');
        default -> i += plain(text, i, c);
      }
    }
    if (shown < text.length()) {
      out.append('\u2026');
    }
  }

  /** One character, or two if they belong together; returns how many beyond the first. */
  private int plain(String text, int at, char c) {
    boolean pair =
        Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    int point = pair ? text.codePointAt(at) : c;
    if (hidden(point)) {
      out.append(String.format(Locale.ROOT, "\\u%04x", point));
    } else {
      out.appendCodePoint(point);
    }
    return pair ? 1 : 0;
  }

  private static boolean hidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** The document; everything must be closed. */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }
}
