package org.cloister.plugins.datasources;

import java.util.List;
import java.util.Locale;

/** The likeliest typing error: least edit distance (Levenshtein 1966), letter case ignored. */
final class NearestName {
  private static final int MOST_EDITS = 2;
  private static final int LONGEST = 64;

  private NearestName() {}

  /** The nearest of {@code names} within two edits and under half of the length, or "". */
  static String of(String sought, List<String> names) {
    String nearest = "";
    int least = Math.min(MOST_EDITS, sought.length() / 2) + 1;
    for (String name : names) {
      if (name.length() <= LONGEST) {
        int edits = edits(sought.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        if (edits < least) {
          least = edits;
          nearest = name;
        }
      }
    }
    return nearest;
  }

  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
