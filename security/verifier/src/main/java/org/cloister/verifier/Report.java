package org.cloister.verifier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a verification, to be written as text, JSON or HTML.
 *
 * @param subject what was verified, as it was named on the command line
 * @param verdict how it ended
 * @param facts what is known of it: origin, size, root, newest cosignature
 * @param keys the keys that were trusted, in words
 * @param checked what was checked, and how many of it
 * @param notChecked sentences about what this verdict does not say
 * @param counts findings of each code; more may have been found than are listed
 * @param findings failures first, then what is missing, then warnings
 */
public record Report(
    String subject,
    Verdict verdict,
    Map<String, String> facts,
    List<String> keys,
    Map<String, Long> checked,
    List<String> notChecked,
    Map<Code, Long> counts,
    List<Finding> findings) {

  /** Copies. */
  public Report {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    keys = List.copyOf(keys);
    checked = Collections.unmodifiableMap(new LinkedHashMap<>(checked));
    notChecked = List.copyOf(notChecked);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    findings = List.copyOf(findings);
  }

  /** Whether something of this code was found. */
  public boolean has(Code code) {
    return counts.containsKey(code);
  }
}
