package org.cloister.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cloister.engine.Effect;
import org.cloister.engine.Machine;
import org.cloister.engine.Signal;

/**
 * A machine whose steps have a limit, because agents and selectors are guests, too. One step at a
 * time.
 */
final class WatchedMachine {
  private final Machine machine;
  private final ScheduledExecutorService clock;
  private final Duration limit;
  private final Consumer<String> hung;

  /**
   * A machine with a limit.
   *
   * @param limit how long a step may take
   * @param hung is told why, on a thread of the clock, when a step takes longer
   */
  WatchedMachine(
      Machine machine, ScheduledExecutorService clock, Duration limit, Consumer<String> hung) {
    this.machine = machine;
    this.clock = clock;
    this.limit = limit;
    this.hung = hung;
  }

  /**
   * What the machine wants done now.
   *
   * @throws BrokenMachine whatever it threw
   */
  List<Effect> step(Signal signal) {
    ScheduledFuture<?> watch =
        clock.schedule(this::expire, TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
    try {
      return List.copyOf(machine.on(signal));
    } catch (Throwable e) { // agents and selectors are guests: errors, too
      throw new BrokenMachine(e);
    } finally {
      watch.cancel(false);
    }
  }

  private void expire() {
    hung.accept(
        "A step of the workflow must end within "
            + limit
            + " and did not; an agent or selector hangs. Use another plugin.");
  }
}
