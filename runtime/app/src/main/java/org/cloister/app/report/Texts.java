package org.cloister.app.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Texts that must fit. */
final class Texts {

  private static final int RANGES = 8;

  private Texts() {}

  /** At most {@code most} characters, the last of them an ellipsis if something is missing. */
  static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
  }

  /** Rounds as ranges: {@code 1-3, 7}; many of them are counted at the end. */
  static String rounds(Collection<Integer> rounds) {
    List<String> ranges = new ArrayList<>();
    Integer from = null;
    Integer to = null;
    for (Integer round : new TreeSet<>(rounds)) {
      if (from == null || to == null) {
        from = round;
      } else if (round != to + 1) {
        ranges.add(range(from, to));
        from = round;
      }
      to = round;
    }
    if (from != null && to != null) {
      ranges.add(range(from, to));
    }
    if (ranges.size() <= RANGES) {
      return String.join(", ", ranges);
    }
    return String.join(", ", ranges.subList(0, RANGES))
        + " and "
        + (ranges.size() - RANGES)
        + " more times";
  }

  private static String range(int from, int to) {
    return from == to ? Integer.toString(from) : from + "\u2013" + to;
  }
}
