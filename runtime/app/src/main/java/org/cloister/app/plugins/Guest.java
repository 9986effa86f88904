package org.cloister.app.plugins;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cloister.app.yaml.ProblemsFound;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Runs code that calls plugins on a thread that keeps nobody: neither the caller nor the process.
 */
public final class Guest {

  private Guest() {}

  /**
   * The result of {@code call}.
   *
   * @param what for the message, such as {@code "Checking the job"}
   * @throws CloisterException {@link ErrorCode#GUEST_HUNG} after {@code limit}, {@link
   *     ErrorCode#PLUGIN_FAILED} if a plugin threw something of its own; unchecked exceptions of
   *     ours pass
   */
  public static <T> T call(String what, Duration limit, Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "cloister-guest");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(what, e.getCause());
    } catch (TimeoutException e) {
      thread.interrupt();
      throw hung(what, limit, e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CloisterException(ErrorCode.INTERRUPTED, what + " was interrupted.", e);
    }
  }

  static CloisterException hung(String what, Duration limit, Exception cause) {
    return new CloisterException(
        ErrorCode.GUEST_HUNG,
        what + " must end within " + limit.toSeconds() + " s, did not: a plugin hangs.",
        cause);
  }

  static RuntimeException failure(String what, @Nullable Throwable cause) {
    if (cause instanceof CloisterException ours) {
      return ours;
    }
    if (cause instanceof ProblemsFound ours) {
      return ours;
    }
    String name = cause == null ? "none" : cause.getClass().getName();
    return new CloisterException(
        ErrorCode.PLUGIN_FAILED,
        what + " must not end with an exception of a plugin's own, did with " + name + ".",
        cause == null ? new IllegalStateException(what) : cause);
  }
}
