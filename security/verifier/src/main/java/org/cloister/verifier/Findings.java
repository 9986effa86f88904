package org.cloister.verifier;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings in bounded memory: every one is counted, the first of each code are kept. */
final class Findings {
  private static final int KEPT_OF_A_CODE = 20;

  private final List<Finding> kept = new ArrayList<>();
  private final Map<Code, Long> counts = new EnumMap<>(Code.class);

  void add(Code code, String where, String what) {
    add(new Finding(code, where, what));
  }

  void add(Finding finding) {
    if (counts.merge(finding.code(), 1L, Long::sum) <= KEPT_OF_A_CODE) {
      kept.add(finding);
    }
  }

  List<Finding> kept(Code.Kind kind) {
    return kept.stream().filter(finding -> finding.code().kind() == kind).toList();
  }

  Map<Code, Long> counts() {
    return new EnumMap<>(counts);
  }

  Verdict verdict() {
    if (has(Code.Kind.FAILED)) {
      return Verdict.FAILED;
    }
    return has(Code.Kind.INCONCLUSIVE) ? Verdict.INCONCLUSIVE : Verdict.VERIFIED;
  }

  private boolean has(Code.Kind kind) {
    return counts.keySet().stream().anyMatch(code -> code.kind() == kind);
  }
}
