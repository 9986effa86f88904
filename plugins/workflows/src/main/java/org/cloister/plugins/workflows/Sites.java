package org.cloister.plugins.workflows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;

/**
 * Who is there, and who was chosen for the round.
 *
 * @param roster all sites that may take part
 * @param there those that joined and did not leave
 * @param round the current one; 0 before the first
 * @param selected the chosen sites of this round; empty if none were
 */
record Sites(List<String> roster, Set<String> there, int round, List<String> selected) {
  Sites {
    there = Set.copyOf(there);
  }

  static Sites of(JobFacts job) {
    return new Sites(job.roster(), Set.of(), 0, List.of());
  }

  /** What {@code event} changes; nothing if it is of another kind. */
  Sites on(Event event) {
    if (event instanceof Event.RoundStarted started) {
      return new Sites(roster, there, started.round(), List.of());
    }
    if (event instanceof Event.Selected chosen) {
      return new Sites(roster, there, round, chosen.sites());
    }
    Set<String> now = new HashSet<>(there);
    boolean changed =
        event instanceof Event.Joined joined
            ? now.add(joined.site())
            : event instanceof Event.Left left && now.remove(left.site());
    return changed ? new Sites(roster, now, round, selected) : this;
  }

  /**
   * The sites that are there, in roster order. If nobody is, the whole roster: asking it ends the
   * job with the engine's own account of who could not be reached.
   */
  List<String> present() {
    List<String> present = roster.stream().filter(there::contains).toList();
    return present.isEmpty() ? roster : present;
  }

  /** The chosen sites of this round, or those that are there if none were chosen. */
  List<String> chosen() {
    return selected.isEmpty() ? present() : selected;
  }
}
