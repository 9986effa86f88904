package org.cloister.app.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cloister.app.yaml.Nearest;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/** The pages, which lie beside this class as {@code CL-NNNN.md}; a test sees that none lacks. */
public final class ErrorPages {

  private static final Pattern NUMBER = Pattern.compile("(?:CL[-_ ]?)?0*([1-9][0-9]{0,3})");

  private ErrorPages() {}

  /** The page of a code. */
  public static ErrorPage of(ErrorCode code) {
    String text = resource(code.text() + ".md");
    String heading = text.substring(0, text.indexOf('\n'));
    return new ErrorPage(code, heading.substring(heading.indexOf(": ") + 2), text);
  }

  /** All pages, by code. */
  public static List<ErrorPage> all() {
    List<ErrorPage> pages = new ArrayList<>();
    for (ErrorCode code : ErrorCode.values()) {
      pages.add(of(code));
    }
    return pages;
  }

  /**
   * The code that a person means by {@code CL-0401}, {@code cl401}, {@code 401} or {@code
   * below-quorum}.
   *
   * @throws CloisterException {@link ErrorCode#USAGE} with the nearest one and a list
   */
  public static ErrorCode named(String word) {
    String upper = word.strip().toUpperCase(Locale.ROOT);
    Matcher number = NUMBER.matcher(upper);
    String meant =
        number.matches()
            ? String.format(Locale.ROOT, "CL-%04d", Integer.parseInt(number.group(1)))
            : upper.replace('-', '_').replace(' ', '_');
    List<String> known = new ArrayList<>();
    for (ErrorCode code : ErrorCode.values()) {
      if (code.text().equals(meant) || code.name().equals(meant)) {
        return code;
      }
      known.add(code.text());
      known.add(code.name());
    }
    List<String> near = known.stream().filter(name -> likely(name, meant)).toList();
    throw new CloisterException(
        ErrorCode.USAGE,
        "There is no error code "
            + Quoted.of(word)
            + Nearest.to(meant, near).map(name -> "; did you mean " + name + "?").orElse(".")
            + " The codes are "
            + String.join(", ", known.stream().filter(name -> name.startsWith("CL-")).toList())
            + "; cloister explain lists them with their titles.");
  }

  /** A slip in a number is likelier in its end than in the group that it belongs to. */
  private static boolean likely(String name, String meant) {
    return !meant.startsWith("CL-") || name.startsWith(meant.substring(0, meant.length() - 2));
  }

  private static String resource(String name) {
    try (InputStream in = ErrorPages.class.getResourceAsStream(name)) {
      if (in != null) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw missing(name, e);
    }
    throw missing(name, null);
  }

  private static CloisterException missing(
      String name, @org.jspecify.annotations.Nullable IOException cause) {
    String message = "The page " + name + " must be part of this program, is not; this is a bug.";
    return cause == null
        ? new CloisterException(ErrorCode.INTERNAL, message)
        : new CloisterException(ErrorCode.INTERNAL, message, cause);
  }
}
