package org.cloister.node;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.cloister.engine.Effect;
import org.cloister.engine.Signal;

/** The works of one machine that are not settled. Safe for concurrent use. */
final class Works {
  private final String name;
  private final Semaphore permits;
  private final ScheduledExecutorService clock;
  private final Map<Long, WorkRun> runs = new HashMap<>();

  Works(String name, Semaphore permits, ScheduledExecutorService clock) {
    this.name = name;
    this.permits = permits;
    this.clock = clock;
  }

  /** Starts a work; {@code signals} gets its end from another thread, exactly once. */
  synchronized void start(Effect.Work work, Consumer<Signal> signals) {
    if (runs.containsKey(work.work())) {
      throw new IllegalStateException("work " + work.work() + " is running already");
    }
    WorkRun run =
        new WorkRun(name, work.work(), work.limit(), work.task(), permits, clock, signals);
    runs.put(work.work(), run);
    run.start();
  }

  synchronized void cancel(long work) {
    WorkRun run = runs.get(work);
    if (run != null) {
      run.cancel();
    }
  }

  /** Forgets a work that was settled. */
  synchronized void ended(long work) {
    runs.remove(work);
  }

  /** Waits for none of them any more. */
  synchronized void abandonAll() {
    runs.values().forEach(WorkRun::abandon);
    runs.clear();
  }
}
