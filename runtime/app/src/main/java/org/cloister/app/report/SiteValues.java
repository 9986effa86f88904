package org.cloister.app.report;

import java.util.Optional;
import java.util.Set;

/**
 * Names of values: {@code auc} is of all sites together, {@code sites.cleveland.auc} of one. A site
 * may have dots in its name, so only the roster tells where it ends.
 */
final class SiteValues {

  private static final String SITES = "sites.";

  private SiteValues() {}

  /**
   * A value of one site.
   *
   * @param site whose
   * @param metric what
   */
  record Key(String site, String metric) {}

  /** What {@code name} says, if it is a value of one of {@code sites}; the longest name wins. */
  static Optional<Key> key(String name, Set<String> sites) {
    if (!name.startsWith(SITES)) {
      return Optional.empty();
    }
    for (int dot = name.lastIndexOf('.');
        dot > SITES.length();
        dot = name.lastIndexOf('.', dot - 1)) {
      String site = name.substring(SITES.length(), dot);
      if (sites.contains(site)) {
        return Optional.of(new Key(site, name.substring(dot + 1)));
      }
    }
    return Optional.empty();
  }

  /** Sizes and errors of a metric are no metrics of their own. */
  static boolean isMetric(String name) {
    return name.indexOf('.') < 0 && !name.equals("examples");
  }
}
