package org.cloister.app.yaml;

import java.util.Comparator;
import org.cloister.model.ErrorCode;

/**
 * Something in a file that must be changed.
 *
 * @param file as the person named it
 * @param at where, or {@link Position#NONE} if it has no lines
 * @param path of keys from the top, such as {@code training.rate}; empty for the whole file
 * @param text what must be, and what was
 * @param code the stable code
 */
public record Problem(String file, Position at, String path, String text, ErrorCode code) {

  static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file).thenComparing(Problem::at).thenComparing(Problem::text);

  @Override
  public String toString() {
    String place =
        at.equals(Position.NONE) ? path.isEmpty() ? ":" : "" : ":" + at.line() + ":" + at.column();
    return file
        + place
        + " "
        + (path.isEmpty() ? "" : path + ": ")
        + text
        + " ["
        + code.text()
        + "]";
  }
}
