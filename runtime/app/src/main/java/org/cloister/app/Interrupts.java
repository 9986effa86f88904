package org.cloister.app;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.cloister.app.cli.ExitCode;
import org.cloister.app.run.StopSwitch;

/**
 * What Ctrl-C and SIGTERM do: the first lets a running job end by itself, with what it knows
 * written; the second ends the process at once, and so does the first where nothing runs that could
 * be stopped, or when the job takes too long about it. Any thread may call it.
 */
final class Interrupts {

  /** How long a stopped job has to write what it knows. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final StopSwitch stop;
  private final Runnable halt;
  private final Clock clock;
  private boolean asked;

  /** Runs something later. */
  interface Clock {
    void after(Duration delay, Runnable task);
  }

  /**
   * Interrupts.
   *
   * @param stop ends a running job
   * @param halt ends the process with {@link ExitCode#INTERRUPTED}
   * @param clock for the grace
   */
  Interrupts(StopSwitch stop, Runnable halt, Clock clock) {
    this.stop = stop;
    this.halt = halt;
    this.clock = clock;
  }

  /** Of this process. */
  static Interrupts ofThisProcess(StopSwitch stop) {
    return new Interrupts(
        stop,
        () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED),
        (delay, task) -> {
          Thread thread =
              new Thread(
                  () -> {
                    try {
                      TimeUnit.MILLISECONDS.sleep(delay.toMillis());
                      task.run();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  },
                  "cloister-grace");
          thread.setDaemon(true);
          thread.start();
        });
  }

  /** Listens to the signals of this process, as far as they can be had. */
  void listen() {
    Signals.on("INT", this::signal);
    Signals.on("TERM", this::signal);
  }

  void signal() {
    synchronized (this) {
      if (asked) {
        halt.run();
        return;
      }
      asked = true;
    }
    // Before the stop, which may have to wait for a terminal that takes nothing.
    clock.after(GRACE, halt);
    if (!stop.stop("The job was interrupted from outside.")) {
      halt.run();
    }
  }
}
