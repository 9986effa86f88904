package org.cloister.app.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloister.crypto.CryptoModule;
import org.cloister.model.Settings;

/**
 * What is played.
 *
 * @param protocol the id of a protocol that is installed
 * @param suite of its cryptography
 * @param sites how many; the protocol decides how few are too few
 * @param elements how long the vectors are, at least 1
 * @param adversaries their names, or {@link #ALL}; none for the honest session alone
 * @param drops how many sites of the honest session drop out instead of taking a step
 */
public record ConformanceTerms(
    String protocol,
    String suite,
    int sites,
    long elements,
    List<String> adversaries,
    Map<String, Integer> drops) {

  /** In the place of a name: every adversary. */
  public static final String ALL = "all";

  /** What a protocol uses that is not told otherwise. */
  public static final String STANDARD = "standard";

  /** Copies the collections. */
  public ConformanceTerms {
    adversaries = List.copyOf(adversaries);
    drops = Map.copyOf(drops);
  }

  List<String> roster() {
    List<String> roster = new ArrayList<>();
    for (int i = 1; i <= sites; i++) {
      roster.add("site-" + i);
    }
    return roster;
  }

  /** A protocol that knows no suites refuses any but its own. */
  Settings settings() {
    return suite.equals(CryptoModule.usualSuite().id())
        ? Settings.none()
        : Settings.of("suite", suite);
  }
}
