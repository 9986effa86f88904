package org.cloister.app.cli;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Whether a person watches standard error, and how wide the window is. Java cannot tell: {@link
 * System#console()} is about the other two streams, and since Java 22 says yes in a pipe, too. So
 * {@code bin/cloister} looks, and says it in the property {@code cloister.terminal}.
 *
 * @param columns the width; empty if lines must not be rewritten in place
 */
public record Terminal(OptionalInt columns) {

  /** The property: the width in columns. */
  public static final String PROPERTY = "cloister.terminal";

  private static final int USUAL = 80;
  private static final int FEWEST = 20;
  private static final int MOST = 100;

  /** A pipe or a file. */
  public static Terminal none() {
    return new Terminal(OptionalInt.empty());
  }

  /**
   * What the launcher found, unless the person asked for plain lines: {@code --plain}, {@code
   * NO_COLOR} (no-color.org) or {@code TERM=dumb}.
   *
   * @param found the value of {@link #PROPERTY}; empty if it is not set
   */
  public static Terminal of(String found, Map<String, String> environment, List<String> args) {
    boolean plain =
        found.isEmpty()
            || args.contains("--plain")
            || !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return plain ? none() : new Terminal(OptionalInt.of(width(found)));
  }

  private static int width(String found) {
    try {
      int width = Integer.parseInt(found);
      return width < FEWEST ? USUAL : Math.min(MOST, width);
    } catch (NumberFormatException e) {
      return USUAL;
    }
  }
}
