package org.cloister.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was checked, with counts, and what was not: half of a report is the second. */
final class Checked {
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<String> not = new ArrayList<>();

  void add(String what, long count) {
    counts.put(what, count);
  }

  void not(String sentence) {
    not.add(sentence);
  }

  Map<String, Long> counts() {
    return counts;
  }

  List<String> notChecked() {
    return not;
  }
}
