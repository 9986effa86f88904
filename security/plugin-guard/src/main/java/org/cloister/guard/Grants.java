package org.cloister.guard;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * Which bundles were granted what, by symbolic name: the file {@code conf/grants.yaml}.
 *
 * <pre>
 * grants:
 *   org.cloister.plugins.networks: [nd4j]
 * </pre>
 *
 * <p>Only this shape is read, and comments: a file that decides about rights must not have two
 * readings.
 *
 * @param bySymbolicName what each bundle was granted; bundles that are not named have nothing
 */
public record Grants(Map<String, Set<Grant>> bySymbolicName) {
  private static final Pattern LINE =
      Pattern.compile("  ([A-Za-z0-9._-]{1,128}): *\\[([^\\[\\]]*)\\] *");

  /** Copies the map. */
  public Grants {
    Map<String, Set<Grant>> copy = new TreeMap<>();
    bySymbolicName.forEach((name, grants) -> copy.put(name, Set.copyOf(grants)));
    bySymbolicName = Collections.unmodifiableMap(copy);
  }

  /** Nothing for anyone. */
  public static Grants none() {
    return new Grants(Map.of());
  }

  /**
   * The grants of a file; none if it does not exist.
   *
   * @throws CloisterException CL-0313 naming the line that does not fit, CL-0601 if the file cannot
   *     be read
   */
  public static Grants read(Path file) {
    return parse(file, TextFile.lines(file));
  }

  /** What the bundle was granted. */
  public Set<Grant> of(String symbolicName) {
    return bySymbolicName.getOrDefault(symbolicName, Set.of());
  }

  private static Grants parse(Path file, List<String> lines) {
    Map<String, Set<Grant>> grants = new TreeMap<>();
    boolean opened = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = withoutComment(lines.get(i));
      if (line.isBlank()) {
        continue;
      }
      String where = "Line " + (i + 1) + " of " + file + " ";
      if (!opened) {
        require(
            line.equals("grants:"), where + "must be \"grants:\", was " + Quoted.of(line) + ".");
        opened = true;
        continue;
      }
      Matcher match = LINE.matcher(line);
      require(
          match.matches(),
          where
              + "must be two spaces, the symbolic name of a bundle and its grants, such as \"  org.example.networks: [nd4j]\", was "
              + Quoted.of(line)
              + ".");
      String name = match.group(1);
      require(
          grants.put(name, words(where, match.group(2))) == null,
          where + "names " + Quoted.of(name) + " again; put its grants on one line.");
    }
    return new Grants(grants);
  }

  private static Set<Grant> words(String where, String list) {
    Set<Grant> grants = EnumSet.noneOf(Grant.class);
    for (String word : list.isBlank() ? new String[0] : list.split(",", -1)) {
      Grant grant =
          Grant.ofWord(word.strip())
              .orElseThrow(
                  () ->
                      invalid(
                          where
                              + "must grant only "
                              + known()
                              + ", was "
                              + Quoted.of(word.strip())
                              + "."));
      require(grants.add(grant), where + "grants " + grant.word() + " twice.");
    }
    return grants;
  }

  private static String known() {
    return Arrays.stream(Grant.values()).map(Grant::word).collect(Collectors.joining(", "));
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw invalid(message);
    }
  }

  private static CloisterException invalid(String message) {
    return new CloisterException(ErrorCode.GRANTS_INVALID, message);
  }
}
