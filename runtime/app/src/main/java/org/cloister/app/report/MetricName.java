package org.cloister.app.report;

import java.util.Optional;
import java.util.Set;

/**
 * A name of {@code metrics.json}, such as {@code final.test.union.auc} or {@code
 * final.test.sites.va.auc}.
 *
 * @param full the whole name
 * @param place who asked for it, and on which rows: {@code final.test}; or {@code train}
 * @param site whose rows; empty for those of all sites together
 * @param metric what was computed
 */
record MetricName(String full, String place, Optional<String> site, String metric) {

  private static final String UNION = ".union.";
  private static final String SITES = ".sites.";

  static MetricName of(String full, Set<String> sites) {
    int union = full.indexOf(UNION);
    if (union > 0) {
      return new MetricName(
          full, full.substring(0, union), Optional.empty(), full.substring(union + UNION.length()));
    }
    int site = full.indexOf(SITES);
    if (site > 0) {
      Optional<SiteValues.Key> key = SiteValues.key(full.substring(site + 1), sites);
      if (key.isPresent()) {
        return new MetricName(
            full, full.substring(0, site), Optional.of(key.get().site()), key.get().metric());
      }
    }
    int dot = full.indexOf('.');
    return dot <= 0
        ? new MetricName(full, "", Optional.empty(), full)
        : new MetricName(full, full.substring(0, dot), Optional.empty(), full.substring(dot + 1));
  }

  /** Whether it is what the job was for, and not the last value of something on the way. */
  boolean isFinal() {
    return place.equals("final") || place.startsWith("final.");
  }
}
