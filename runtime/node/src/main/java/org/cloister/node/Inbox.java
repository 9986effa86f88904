package org.cloister.node;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.cloister.engine.Signal;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a machine, in the order in which it came. Messages of peers wait for room, so that
 * nobody can fill the memory with them; its own timers and works never do. Any thread adds, one
 * takes.
 */
final class Inbox {
  /** The most messages of peers that wait for the machine. */
  private static final int ROOM = 1 << 10;

  private final LinkedBlockingQueue<Object> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(ROOM);
  private final Timers timers;

  /** A message that takes room. */
  private record Delivered(Signal.Received signal) {}

  Inbox(ScheduledExecutorService clock) {
    this.timers = new Timers(clock, waiting::add);
  }

  /** Adds at once. */
  void add(Signal signal) {
    waiting.add(signal);
  }

  /** Adds when there is room, or not at all once {@code over}. */
  void deliver(Signal.Received message, BooleanSupplier over) throws InterruptedException {
    while (!room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
      if (over.getAsBoolean()) {
        return;
      }
    }
    waiting.add(new Delivered(message));
  }

  /** The timers that add here when they fire. */
  Timers timers() {
    return timers;
  }

  /** Waits for the next one; null if it was a timer that does not count any more. */
  @Nullable Signal take() throws InterruptedException {
    Object next = waiting.take();
    if (next instanceof Timers.Setting setting) {
      return timers.take(setting) ? new Signal.TimerFired(setting.timer()) : null;
    }
    if (next instanceof Delivered delivered) {
      room.release();
      return delivered.signal();
    }
    return (Signal) next;
  }
}
