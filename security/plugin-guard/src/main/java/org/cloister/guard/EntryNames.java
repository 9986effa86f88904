package org.cloister.guard;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cloister.model.Quoted;

/** The rules for names inside a bundle: relative, plain on every operating system, each once. */
final class EntryNames {
  private static final String BOUND =
      "must be relative, with / between plain names, without .., \\, : and control characters";
  private static final Set<String> NESTED = Set.of("jar", "war", "ear", "zip", "jmod", "aar");
  private static final Set<String> NATIVE = Set.of("so", "dll", "dylib", "jnilib", "exe");

  private EntryNames() {}

  static void check(List<ZipEntryHeader> entries, Refusal refusal) {
    Map<String, String> seen = new HashMap<>();
    for (ZipEntryHeader entry : entries) {
      checkName(entry.name(), refusal);
      String other = seen.put(folded(entry.name()), entry.name());
      refusal.requireArchive(
          other == null,
          "its entries must have names that differ in more than case, was "
              + Quoted.of(entry.name())
              + " beside "
              + Quoted.of(other == null ? "" : other)
              + ". Build it again.");
    }
    for (ZipEntryHeader entry : entries) {
      checkParents(entry.name(), seen, refusal);
    }
  }

  private static void checkName(String name, Refusal refusal) {
    refusal.requireArchive(
        isPlain(name),
        "the name of an entry " + BOUND + ", was " + Quoted.of(name) + ". Build it again.");
    String lower = name.toLowerCase(Locale.ROOT);
    String extension = lower.substring(lower.lastIndexOf('.') + 1);
    refusal.requireArchive(
        !NESTED.contains(extension),
        "it must not hold another archive, was "
            + Quoted.of(name)
            + ". Unpack the library's classes into the bundle.");
    refusal.requireArchive(
        !NATIVE.contains(extension),
        "it must not hold native code, was "
            + Quoted.of(name)
            + ". Write it in Java, or ask for the nd4j grant.");
    refusal.requireArchive(
        !lower.startsWith("meta-inf/") || name.startsWith("META-INF/"),
        "its META-INF folder must be written in capitals, was "
            + Quoted.of(name)
            + ". Build it again.");
    refusal.requireArchive(
        !lower.startsWith("meta-inf/versions/"),
        "it must have one version of each class for all of Java, was "
            + Quoted.of(name)
            + ". Build it without Multi-Release.");
    refusal.requireArchive(
        !lower.startsWith("org/cloister/model/") && !lower.startsWith("org/cloister/spi/"),
        "it must import org.cloister.model and org.cloister.spi instead of carrying them, was "
            + Quoted.of(name)
            + ". Build it without them.");
  }

  /** A file cannot be the folder of another one. */
  private static void checkParents(String name, Map<String, String> seen, Refusal refusal) {
    String folded = folded(name);
    for (int slash = folded.lastIndexOf('/');
        slash > 0;
        slash = folded.lastIndexOf('/', slash - 1)) {
      String parent = seen.get(folded.substring(0, slash));
      refusal.requireArchive(
          parent == null || parent.endsWith("/"),
          "its entry " + Quoted.of(name) + " must not lie inside a file. Build it again.");
    }
  }

  private static boolean isPlain(String name) {
    if (name.chars().anyMatch(EntryNames::isForbidden)) {
      return false;
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      if (part.isBlank() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isForbidden(int c) {
    return c == '\\'
        || c == ':'
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }

  private static String folded(String name) {
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    return Normalizer.normalize(path, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
