package org.cloister.node;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.cloister.engine.Signal;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One piece of guest code on a thread of its own. It is settled exactly once: by its result, by
 * what it threw, or by its limit, which counts from its start and after which nobody waits for the
 * thread any longer.
 */
final class WorkRun {
  private final long number;
  private final Duration limit;
  private final Callable<?> task;
  private final Semaphore permits;
  private final ScheduledExecutorService clock;
  private final Consumer<Signal> signals;
  private final Thread thread;
  private final AtomicBoolean settled = new AtomicBoolean();
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);

  WorkRun(
      String name,
      long number,
      Duration limit,
      Callable<?> task,
      Semaphore permits,
      ScheduledExecutorService clock,
      Consumer<Signal> signals) {
    this.number = number;
    this.limit = limit;
    this.task = task;
    this.permits = permits;
    this.clock = clock;
    this.signals = signals;
    this.thread = DaemonThreads.of(name + "-work-" + number, this::run);
  }

  void start() {
    thread.start();
  }

  /** Interrupts it, whether it waits for its turn or runs. */
  void cancel() {
    thread.interrupt();
  }

  /** Interrupts it and waits for nothing any more; what becomes of it is not signalled. */
  void abandon() {
    settled.set(true);
    thread.interrupt();
    giveTurnBack();
  }

  private void run() {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      settle(new Signal.WorkFailed(number, e));
      return;
    }
    if (!turn.compareAndSet(Turn.WAITING, Turn.RUNNING)) {
      permits.release();
      return;
    }
    ScheduledFuture<?> deadline = null;
    Signal end;
    try {
      deadline =
          clock.schedule(this::expire, TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
      end = done(task.call());
    } catch (Throwable e) { // guests throw errors, too, and none of them may end the process
      end = new Signal.WorkFailed(number, e);
    }
    if (deadline != null) {
      deadline.cancel(false);
    }
    giveTurnBack();
    settle(end);
  }

  private Signal done(@Nullable Object result) {
    return result != null
        ? new Signal.WorkDone(number, result)
        : new Signal.WorkFailed(
            number,
            new CloisterException(
                ErrorCode.PLUGIN_CONTRACT_BROKEN, "A work must have a result, was null."));
  }

  private void expire() {
    settle(
        new Signal.WorkFailed(
            number,
            new CloisterException(
                ErrorCode.GUEST_HUNG,
                "The work of a plugin must end within "
                    + limit
                    + " and did not; give it less to do, or more time, or use another plugin.")));
    thread.interrupt();
    giveTurnBack();
  }

  private void giveTurnBack() {
    if (turn.getAndSet(Turn.OVER) == Turn.RUNNING) {
      permits.release();
    }
  }

  private void settle(Signal end) {
    if (settled.compareAndSet(false, true)) {
      signals.accept(end);
    }
  }

  /** Where it stands with the permit to run. */
  private enum Turn {
    WAITING,
    RUNNING,
    OVER
  }
}
