package org.cloister.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * The bundles that this organisation trusts: the file {@code conf/plugins.lock}, one line a bundle
 * as {@code sha256sum} prints and {@code sha256sum -c} reads it (64 hexadecimal digits, two spaces,
 * the file's name), sorted by name; lines with {@code #} are comments. The digest is what is
 * trusted, the name is for people.
 *
 * @param comments the comment lines with their {@code #}; written above the bundles
 * @param bundles the digest of each file, by name
 */
public record PluginLock(List<String> comments, SortedMap<String, Digest> bundles) {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  /** Copies both and checks the names. */
  public PluginLock {
    comments = List.copyOf(comments);
    bundles = Collections.unmodifiableSortedMap(new TreeMap<>(bundles));
    bundles
        .keySet()
        .forEach(
            name ->
                require(
                    isFileName(name),
                    "A trusted bundle must have a plain file name, was " + Quoted.of(name) + "."));
  }

  /** No bundle is trusted. */
  public static PluginLock empty() {
    return new PluginLock(List.of(), new TreeMap<>());
  }

  /**
   * Reads a lock; {@link #empty} if there is no such file.
   *
   * @throws CloisterException CL-0302 naming the line that does not fit, CL-0601 if the file cannot
   *     be read
   */
  public static PluginLock read(Path file) {
    List<String> lines = TextFile.lines(file);
    List<String> comments = new ArrayList<>();
    SortedMap<String, Digest> bundles = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        comments.add(line);
      } else if (!line.isBlank()) {
        String where = "Line " + (i + 1) + " of " + file + " ";
        Matcher match = LINE.matcher(line);
        require(
            match.matches() && isFileName(match.group(2)),
            where
                + "must be 64 hexadecimal digits (0-9 a-f), two spaces and a file name without folders, was "
                + Quoted.of(line)
                + ".");
        require(
            bundles.put(match.group(2), new Digest(match.group(1))) == null,
            where + "names " + Quoted.of(match.group(2)) + " again; keep the line that you trust.");
      }
    }
    return new PluginLock(comments, bundles);
  }

  /** Replaces the file in one step, so that a crash leaves the old lock or the new one. */
  public void write(Path file) {
    List<String> lines = new ArrayList<>(comments);
    bundles.forEach((name, digest) -> lines.add(digest.hex() + "  " + name));
    TextFile.replace(file, lines);
  }

  /** Whether exactly these bytes are trusted, under whatever name. */
  public boolean trusts(Digest digest) {
    return bundles.containsValue(digest);
  }

  /** The digest that is trusted under a name. */
  public Optional<Digest> digestOf(String fileName) {
    return Optional.ofNullable(bundles.get(fileName));
  }

  /** This lock with one more bundle, or another digest for one. */
  public PluginLock with(String fileName, Digest digest) {
    SortedMap<String, Digest> more = new TreeMap<>(bundles);
    more.put(fileName, digest);
    return new PluginLock(comments, more);
  }

  /** This lock without a bundle. */
  public PluginLock without(String fileName) {
    SortedMap<String, Digest> fewer = new TreeMap<>(bundles);
    fewer.remove(fileName);
    return new PluginLock(comments, fewer);
  }

  // sha256sum escapes backslashes and line breaks in names; a name that needs no escapes has one
  // reading.
  private static boolean isFileName(String name) {
    return !name.isBlank()
        && name.equals(name.strip())
        && name.length() <= 255
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && name.chars().noneMatch(Character::isISOControl);
  }

  private static void require(boolean condition, String message) {
    CloisterException.require(condition, ErrorCode.PLUGIN_NOT_TRUSTED, message);
  }
}
