package org.cloister.model;

/**
 * Text that someone else wrote, made safe to stand in a message: quoted, cut, control and format
 * characters shown as escapes.
 */
public final class Quoted {
  private static final int MAX_LENGTH = 60;

  private Quoted() {}

  /** {@code text} in double quotes, at most 60 characters of it. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder("\"");
    int shown = Math.min(MAX_LENGTH, text.length());
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean plain =
          c >= ' '
              && c != 0x7f
              && type != Character.FORMAT
              && type != Character.CONTROL
              && !Character.isSurrogate(c);
      if (plain && c != '"' && c != '\\') {
        out.append(c);
      } else {
        out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return out.append(shown < text.length() ? "...\"" : "\"").toString();
  }
}
