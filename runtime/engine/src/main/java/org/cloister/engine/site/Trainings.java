package org.cloister.engine.site;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Effect;
import org.cloister.engine.SiteMemory;

/**
 * What a site remembers of its trainings. What it would remember of one waits until the coordinator
 * says whether it counted.
 */
final class Trainings {
  /** More than wait for a word at a time, unless the words get lost. */
  private static final int MOST = 64;

  /** Asks to train that may still be committed, whether or not there is anything to remember. */
  private final Set<Long> open = new LinkedHashSet<>();

  private final Map<Long, SiteMemory> pending = new HashMap<>();
  private SiteMemory memory;

  Trainings(SiteMemory memory) {
    this.memory = memory;
  }

  /** What counted so far. */
  SiteMemory memory() {
    return memory;
  }

  /** With too many open ones the oldest is taken for withdrawn. */
  void begun(long ask) {
    if (open.size() == MOST) {
      withdraw(open.iterator().next());
    }
    open.add(ask);
  }

  void worked(long ask, SiteMemory next) {
    if (open.contains(ask)) {
      pending.put(ask, next);
    }
  }

  /** Whether it is done and neither committed nor withdrawn. */
  boolean waits(long ask) {
    return pending.containsKey(ask);
  }

  /** It failed; in a session it may count all the same, and be committed. */
  void failed(long ask, boolean inSession) {
    pending.remove(ask);
    if (!inSession) {
      open.remove(ask);
    }
  }

  /** It counted; what has to be kept now, if it was a training. */
  Optional<Effect> commit(long ask) {
    SiteMemory next = pending.remove(ask);
    if (next != null) {
      memory = next;
    }
    return open.remove(ask) ? Optional.of(new Effect.Remember(ask, memory)) : Optional.empty();
  }

  /** It does not count. */
  void withdraw(long ask) {
    pending.remove(ask);
    open.remove(ask);
  }
}
