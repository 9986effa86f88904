package org.cloister.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Pairs of a good role object and its broken twins: each breaks one rule. */
final class Twins<R> {

  private final Function<R, Checklist> checks;
  private final Map<String, R> broken = new TreeMap<>();
  private final Set<String> elsewhere = new HashSet<>();

  Twins(Function<R, Checklist> checks) {
    this.checks = checks;
  }

  /** {@code twin} breaks {@code rule} and nothing else. */
  Twins<R> broken(String rule, R twin) {
    broken.put(rule, twin);
    return this;
  }

  /** Rules whose twins stand in another test. */
  Twins<R> elsewhere(String... rules) {
    elsewhere.addAll(List.of(rules));
    return this;
  }

  /**
   * The good ones break nothing, every twin is caught by exactly its rule, and every rule that was
   * tried on a good one has a twin.
   */
  @SafeVarargs
  final void verify(R... good) {
    Set<String> tried = new TreeSet<>();
    for (R one : good) {
      Checked checked = checks.apply(one).checked();
      assertEquals(List.of(), checked.findings());
      tried.addAll(checked.rules());
    }
    List<String> wrong = new ArrayList<>();
    broken.forEach(
        (rule, twin) -> {
          List<Finding> findings = checks.apply(twin).findings();
          Set<String> caught = new TreeSet<>(findings.stream().map(Finding::rule).toList());
          if (!caught.equals(Set.of(rule))) {
            wrong.add(rule + " was caught by " + findings);
          }
        });
    assertEquals(List.of(), wrong);
    tried.removeAll(elsewhere);
    assertEquals(tried, broken.keySet());
  }
}
