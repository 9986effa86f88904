package org.cloister.engine.coordinator;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.engine.Message;

/**
 * Tells sites what became of the state that they keep for an ask: they commit it when an update
 * took their answer, and drop it when none can take it any more.
 */
record Commitments(Job job) {

  /** Notes what a checkpoint has to say of an update, and has its sites commit. */
  void taken(Collected collected) {
    collected.counted().stream()
        .filter(job.uncommitted::contains) // a site that started anew has nothing to commit
        .forEach(counted -> job.committed.put(counted.site(), counted.ask()));
    commit(collected);
  }

  /** Has sites commit, by name. */
  void commit(Collected collected) {
    job.uncommitted.removeAll(collected.counted());
    new TreeSet<>(collected.counted().stream().map(Collected.Counted::site).toList())
        .forEach(
            site ->
                collected.counted().stream()
                    .filter(counted -> counted.site().equals(site))
                    .forEach(counted -> job.effects.send(site, new Message.Commit(counted.ask()))));
  }

  /** Lets sites drop what they keep for trainings that no update took and none can take now. */
  void forget(Collection<Collected> trainings) {
    Set<Collected.Counted> unused = new HashSet<>();
    trainings.forEach(training -> unused.addAll(training.counted()));
    job.candidate.ifPresent(candidate -> unused.removeAll(candidate.from().counted()));
    unused.retainAll(job.uncommitted);
    job.uncommitted.removeAll(unused);
    unused.stream()
        .sorted(
            Comparator.comparingLong(Collected.Counted::ask).thenComparing(Collected.Counted::site))
        .forEach(counted -> job.effects.send(counted.site(), new Message.Withdraw(counted.ask())));
  }
}
