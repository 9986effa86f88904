package org.cloister.host;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Runs guest code on a daemon thread of its own, with the bundle's class loader as context and a
 * deadline, so that a guest that hangs costs a thread and not the node.
 *
 * <p>What a guest throws never leaves its thread: an exception holds the classes on its stack, and
 * they would hold the bundle's loader. Only the sentence about it comes out.
 */
final class GuestThread {
  private final String fileName;
  private final ClassLoader loader;

  /** Exactly one of the two is there. */
  private record Outcome<T>(@Nullable T value, @Nullable String failure) {}

  GuestThread(String fileName, ClassLoader loader) {
    this.fileName = fileName;
    this.loader = loader;
  }

  <T> T call(ErrorCode code, String what, Duration deadline, Callable<T> work) {
    CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
    Thread thread =
        new Thread(() -> result.complete(run(what, work)), "cloister-admit-" + fileName);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      Outcome<T> outcome = result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      T value = outcome.value();
      if (value == null) {
        throw refusal(code, outcome.failure() + ". Ask its author.");
      }
      return value;
    } catch (TimeoutException e) {
      thread.interrupt();
      throw refusal(
          code,
          what + " must return within " + deadline.toMillis() + " ms and did not. Ask its author.");
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CloisterException(
          ErrorCode.INTERRUPTED, "The admission of " + fileName + " was interrupted.", e);
    } catch (ExecutionException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "The admission of " + fileName + " failed.", e);
    }
  }

  private static <T> Outcome<T> run(String what, Callable<T> work) {
    try {
      return new Outcome<>(work.call(), null);
    } catch (
        Throwable e) { // A guest may throw anything, a LinkageError for a missing class above all.
      return new Outcome<>(null, GuestFailure.describe(what, e));
    }
  }

  private CloisterException refusal(ErrorCode code, String why) {
    return new CloisterException(code, Sentences.refused(fileName) + why);
  }
}
