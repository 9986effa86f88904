package org.cloister.app.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.engine.Checkpoint;

/**
 * Which checkpoints and memories of a run are needed still; deletes the others. A checkpoint is
 * whole when all memories are there that it names. The newest whole one stays, and what may become
 * whole after it. One thread at a time.
 */
final class KeptStates {
  private static final long NONE = -1;

  private final RunFolders folders;

  /** What each checkpoint names, by round: the ask of each site's memory. */
  private final NavigableMap<Long, Map<String, Long>> checkpoints = new TreeMap<>();

  /** The asks after which each site remembered something, in this order. */
  private final Map<String, Set<Long>> memories = new HashMap<>();

  KeptStates(RunFolders folders) {
    this.folders = folders;
  }

  /** A whole checkpoint of an earlier process is there, and nothing else. */
  void goOn(Checkpoint checkpoint) {
    checkpoint.committed().forEach((site, ask) -> memories(site).add(ask));
    checkpoints.put((long) checkpoint.round(), checkpoint.committed());
  }

  /** A checkpoint is on disk. */
  void saved(Checkpoint checkpoint) {
    checkpoints.put((long) checkpoint.round(), checkpoint.committed());
    prune();
  }

  /** A site's memory is on disk. */
  void remembered(String site, long ask) {
    memories(site).add(ask);
    prune();
  }

  private Set<Long> memories(String site) {
    return memories.computeIfAbsent(site, name -> new LinkedHashSet<>());
  }

  private boolean whole(Map<String, Long> committed) {
    return committed.entrySet().stream()
        .allMatch(named -> memories(named.getKey()).contains(named.getValue()));
  }

  /** Of those that are not whole yet, the oldest and the newest stay: one of them will be. */
  private void prune() {
    Optional<Long> whole =
        checkpoints.descendingMap().entrySet().stream()
            .filter(entry -> whole(entry.getValue()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (whole.isEmpty()) {
      return;
    }
    Set<Long> keep = new HashSet<>(List.of(whole.get(), checkpoints.lastKey()));
    Optional.ofNullable(checkpoints.higherKey(whole.get())).ifPresent(keep::add);
    StateFolder folder = folders.coordinator();
    for (long round : List.copyOf(checkpoints.keySet())) {
      if (!keep.contains(round)) {
        checkpoints.remove(round);
        folder.delete(round);
      }
    }
    memories.forEach(this::prune);
  }

  /** What a site remembered before something that a checkpoint names is never named again. */
  private void prune(String site, Set<Long> asks) {
    Set<Long> named = new HashSet<>();
    checkpoints.values().forEach(committed -> named.add(committed.getOrDefault(site, NONE)));
    List<Long> order = List.copyOf(asks);
    int last = -1;
    for (int i = 0; i < order.size(); i++) {
      last = named.contains(order.get(i)) ? i : last;
    }
    StateFolder own = folders.site(site);
    for (long ask : order.subList(0, Math.max(0, last))) {
      if (!named.contains(ask)) {
        asks.remove(ask);
        own.delete(ask);
      }
    }
  }
}
