package org.cloister.app.run;

import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Passes a wish to stop on to whatever runs; a wish that comes before anything runs is kept. Any
 * thread may call any method.
 */
public final class StopSwitch {

  private Optional<Consumer<String>> running = Optional.empty();
  private Optional<String> wish = Optional.empty();
  private boolean listening;

  /** Says that somebody looks at the switch from now on. */
  public synchronized void listen() {
    listening = true;
  }

  /**
   * Asks to stop; the first reason counts.
   *
   * @return whether anybody looks at the switch; if not, only the end of the program will help
   */
  public synchronized boolean stop(String reason) {
    if (wish.isEmpty()) {
      wish = Optional.of(reason);
      running.ifPresent(stop -> stop.accept(reason));
    }
    return listening;
  }

  /** Says how what runs now is stopped. */
  public synchronized void onStop(Consumer<String> stop) {
    running = Optional.of(stop);
    wish.ifPresent(stop);
  }

  /**
   * Between the steps before anything runs.
   *
   * @throws CloisterException {@link ErrorCode#INTERRUPTED} if a stop is wished
   */
  public synchronized void refuseIfStopped() {
    CloisterException.require(
        wish.isEmpty(), ErrorCode.INTERRUPTED, "The job was stopped before it began.");
  }

  /** Nothing runs any more, and what is left to do is short. */
  public synchronized void done() {
    running = Optional.empty();
  }
}
