package org.cloister.app.plugins;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * One thread for many calls of plugins, since sessions belong to a thread; like {@link Guest} it
 * keeps nobody. One caller at a time; {@link #stop} may come from any thread.
 */
public final class GuestWorker implements AutoCloseable {

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread guest = new Thread(work, "cloister-guest");
            guest.setDaemon(true);
            return guest;
          });

  private volatile boolean stopped;

  /**
   * The result of {@code call}.
   *
   * @param what for the message, such as {@code "Reading rows"}
   * @throws CloisterException {@link ErrorCode#GUEST_HUNG} after {@code limit}, {@link
   *     ErrorCode#INTERRUPTED} after {@link #stop}, {@link ErrorCode#PLUGIN_FAILED} if a plugin
   *     threw something of its own; unchecked exceptions of ours pass
   */
  public <T> T call(String what, Duration limit, Callable<T> call) {
    Future<T> result;
    try {
      result = thread.submit(call);
    } catch (RejectedExecutionException e) {
      throw interrupted(what, e);
    }
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw stopped ? interrupted(what, e) : Guest.failure(what, e.getCause());
    } catch (TimeoutException e) {
      result.cancel(true);
      throw Guest.hung(what, limit, e);
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw interrupted(what, e);
    } catch (CancellationException e) {
      throw interrupted(what, e);
    }
  }

  private static CloisterException interrupted(String what, Exception cause) {
    return new CloisterException(ErrorCode.INTERRUPTED, what + " was interrupted.", cause);
  }

  /** Whether nobody waits for results any more. */
  public boolean isStopped() {
    return stopped;
  }

  /** Interrupts what runs, and refuses what comes. */
  public void stop() {
    stopped = true;
    thread.shutdownNow();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
