package org.cloister.app.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The name that somebody probably meant, by edit distance with swapped neighbours as one edit
 * (Damerau 1964).
 */
public final class Nearest {

  private static final int LONGEST = 64;

  private Nearest() {}

  /** The closest of {@code names}, if one is close: a third of the letters may differ. */
  public static Optional<String> to(String word, Collection<String> names) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return names.stream()
        .filter(
            name -> distance(word, name) <= Math.max(1, Math.max(word.length(), name.length()) / 3))
        .min(Comparator.<String>comparingInt(name -> distance(word, name)).thenComparing(n -> n));
  }

  /** {@code "; did you mean X?"}, or the empty text. */
  public static String hint(String word, Collection<String> names) {
    return to(word, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /**
   * The same, and all names after it: {@code "; did you mean X? Known are X, Y"} or {@code "; known
   * are X, Y"}.
   *
   * @param intro such as {@code "known are"}
   */
  public static String among(String word, Collection<String> names, String intro) {
    String all = intro + " " + String.join(", ", names.stream().sorted().distinct().toList());
    return to(word, names)
        .map(name -> "; did you mean " + name + "? " + capital(all))
        .orElse("; " + all);
  }

  /** Whether they are one word but for capitals, hyphens and underscores. */
  static boolean same(String a, String b) {
    return plain(a).equals(plain(b));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static int distance(String written, String meant) {
    String a = written.toLowerCase(Locale.ROOT).replace('_', '-');
    String b = meant.toLowerCase(Locale.ROOT).replace('_', '-');
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
