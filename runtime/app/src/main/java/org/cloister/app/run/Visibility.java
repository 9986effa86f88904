package org.cloister.app.run;

import org.cloister.app.job.AggregationSection;

/** What the coordinator of a job could see, said plainly. */
final class Visibility {

  private Visibility() {}

  /** The same where statistics were taken and nothing was trained. */
  static String ofStatistics(AggregationSection aggregation) {
    return switch (aggregation.route()) {
      case OPEN ->
          "The coordinator saw every site's counts, sums and histograms one by one, and could infer"
              + " facts about a site's patients or customers from them; no row of data left a"
              + " site.";
      case GROUPED ->
          "The coordinator saw sums over groups of sites, which the sites drew together, and nothing"
              + " of a single site; no row of data left a site.";
      case SECURE ->
          "The coordinator saw sums over all sites and nothing of a single site; no row of data"
              + " left a site.";
    };
  }

  /** Before the job. */
  static String foretold(AggregationSection aggregation) {
    return of(aggregation)
        .replace("coordinator saw", "coordinator will see")
        .replace("could infer", "can infer")
        .replace("data left a site", "data leaves a site");
  }

  static String of(AggregationSection aggregation) {
    return switch (aggregation.route()) {
      case OPEN ->
          "The coordinator saw every site's "
              + (aggregation.noise().isPresent() ? "noised " : "")
              + "model update, weight, loss and metric counts one by one, and could infer facts"
              + " about a site's patients or customers from them; no row of data left a site.";
      case GROUPED ->
          "The coordinator saw sums over groups of sites, which the sites drew together, and nothing"
              + " of a single site; no row of data left a site.";
      case SECURE ->
          "The coordinator saw sums over all sites and nothing of a single site; no row of data"
              + " left a site.";
    };
  }
}
