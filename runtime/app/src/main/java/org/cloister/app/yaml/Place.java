package org.cloister.app.yaml;

import java.util.regex.Pattern;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * Where a reader is: the path of keys, and where to complain.
 *
 * @param problems the collector
 * @param path of keys from the top, such as {@code data.columns[2]}
 */
public record Place(Problems problems, String path) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The top of a file. */
  public static Place top(Problems problems) {
    return new Place(problems, "");
  }

  /** The place of a key in this section. */
  public Place key(String name) {
    String shown = PLAIN.matcher(name).matches() ? name : Quoted.of(name);
    return new Place(problems, path.isEmpty() ? shown : path + "." + shown);
  }

  /** The place of an item of this list, from 0. */
  public Place item(int index) {
    return new Place(problems, path + "[" + index + "]");
  }

  /** Complains that {@code value} is not what must stand here. */
  public void mustBe(String expected, Yaml value, String hint) {
    complain(
        value.at(),
        "must be " + expected + ", was " + value.describe() + hint,
        ErrorCode.JOB_INVALID);
  }

  /** Complains. */
  public void complain(Position at, String text, ErrorCode code) {
    problems.add(at, path, text, code);
  }
}
