package org.cloister.app.run;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Calls something several times a second, on a thread that keeps nothing alive. */
final class Pulse implements AutoCloseable {

  private static final long MILLIS = 200;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "cloister-progress");
            thread.setDaemon(true);
            return thread;
          });

  Pulse(Runnable beat) {
    ScheduledFuture<?> unused =
        timer.scheduleAtFixedRate(beat, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
