package org.cloister.app.run;

import java.util.Locale;
import java.util.Optional;
import org.cloister.app.job.AggregationSection;
import org.cloister.app.job.Job;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.port.AggregationRoute;

/**
 * What the groups of the grouped route protect, and what not.
 *
 * @param sites how many draw them
 * @param size the fewest of a group
 */
record GroupPromise(int sites, int size) {

  /** The fewest sites of a sum: of four that a session begins with, the protocols let one go. */
  private static final int SURVIVORS = AggregationRoute.Grouped.MIN_GROUP_SIZE - 1;

  /** As many as it takes, with the coordinator, to see a single site. */
  private static final int ALLIES = SURVIVORS - 1;

  /** In a few sentences; empty on routes without groups. */
  static Optional<String> of(Job job) {
    return job.aggregation().route() == AggregationSection.Route.GROUPED
        ? Optional.of(new GroupPromise(job.sites().size(), job.aggregation().groupSize()).text())
        : Optional.empty();
  }

  private int groups() {
    return Math.max(1, sites / size);
  }

  private int cut(int group) {
    return Math.toIntExact((long) group * sites / groups());
  }

  /** The probability that the allies are in the group of another given site. */
  double together() {
    double sum = 0;
    for (int group = 0; group < groups(); group++) {
      double drawn = 1.0 * (cut(group + 1) - cut(group)) / sites;
      for (int other = 1; other <= ALLIES; other++) {
        drawn *= (cut(group + 1) - cut(group) - other) / (double) (sites - other);
      }
      sum += drawn;
    }
    return sum;
  }

  String text() {
    int least = AggregationRoute.Grouped.MIN_GROUP_SIZE;
    if (sites < least) {
      return "With fewer than " + least + " sites no groups can be drawn, and no job runs.";
    }
    return "The sites draw "
        + (groups() == 1 ? "one group" : groups() + " groups of at least " + size)
        + " together before anything else, by commitments, so that neither the coordinator nor the"
        + " job's author chooses them; they stay for the whole job, and a site that joins later has"
        + " none. Protected: protocols bonawitz and bell reveal no sum over fewer than "
        + SURVIVORS
        + " sites of a group, and each site sees to it that they are of its own, whatever the"
        + " coordinator says. Not protected: a site whose group holds "
        + ALLIES
        + " sites that work with the coordinator, which can count all others as absent"
        + odds()
        + "; and the sums themselves, which are over fewer sites than on route secure. "
        + rule();
  }

  private String odds() {
    if (groups() == 1) {
      return " (all sites are one group)";
    }
    return String.format(
        Locale.ROOT,
        " (%d given sites are drawn to a given one with a probability of %.2g; by keeping back what"
            + " they committed to they can have it drawn %d times, and lose a site each time)",
        ALLIES,
        together(),
        GroupDraw.MOST_ATTEMPTS);
  }

  private String rule() {
    return groups() < 3
        ? "With fewer than 3 groups no rule can tell a spoiled mean from the others: take more"
            + " sites, or route secure."
        : "The rule sees "
            + groups()
            + " means, and a site that sends nonsense spoils that of its whole group.";
  }
}
