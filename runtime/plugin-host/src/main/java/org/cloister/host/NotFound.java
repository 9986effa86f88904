package org.cloister.host;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/** Says that nothing fits a lookup, and what comes near. */
final class NotFound {
  private static final int SUGGESTIONS = 3;
  private static final int MAX_COMPARED = 64;

  private NotFound() {}

  static CloisterException of(
      RoleType type,
      String id,
      VersionRange range,
      List<Offer> offers,
      Collection<Quarantined> quarantined) {
    StringBuilder message = new StringBuilder();
    List<Offer> named = offers.stream().filter(offer -> offer.pin().id().equals(id)).toList();
    if (named.isEmpty()) {
      message
          .append("There is no ")
          .append(type.label())
          .append(" named ")
          .append(Quoted.of(id))
          .append(". ");
      message.append(nearest(id, offers));
    } else {
      String versions =
          named.stream()
              .map(Offer::version)
              .sorted()
              .distinct()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      message.append("The ").append(type.label()).append(' ').append(id);
      message
          .append(" must have a version in ")
          .append(range)
          .append(", there is ")
          .append(versions)
          .append(". ");
      message.append("Install one that fits, or change the range.");
    }
    if (!quarantined.isEmpty()) {
      String files =
          quarantined.stream()
              .map(refused -> Quoted.of(refused.fileName()) + " (" + refused.code().text() + ")")
              .collect(Collectors.joining(", "));
      message.append(" It may be in a bundle that was refused: ").append(files);
      message.append("; cloister plugin list tells why.");
    }
    return new CloisterException(ErrorCode.PLUGIN_NOT_FOUND, message.toString());
  }

  private static String nearest(String id, List<Offer> offers) {
    String ids =
        offers.stream()
            .map(offer -> offer.pin().id())
            .distinct()
            .sorted(
                Comparator.<String>comparingInt(other -> distance(id, other))
                    .thenComparing(other -> other))
            .limit(SUGGESTIONS)
            .collect(Collectors.joining(", "));
    return ids.isEmpty()
        ? "No admitted bundle offers that role; install one that does."
        : "Nearest are " + ids + ".";
  }

  /** Levenshtein's distance, of names that are not absurdly long. */
  private static int distance(String a, String b) {
    if (a.length() > MAX_COMPARED || b.length() > MAX_COMPARED) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
