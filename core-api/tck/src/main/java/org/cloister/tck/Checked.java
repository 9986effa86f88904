package org.cloister.tck;

import java.util.List;

/**
 * What came of checking one role object.
 *
 * @param role such as {@code trainer}
 * @param id the id of the role object
 * @param rules the rules that were tried, in order
 * @param findings those that it breaks
 */
public record Checked(String role, String id, List<String> rules, List<Finding> findings) {

  /** Copies the lists. */
  public Checked {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
  }
}
