package org.cloister.host;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Runs one ND4J operation from the host's own class space before the first guest computes with
 * ND4J. ND4J looks for its backend through the context class loader of whoever touches it first,
 * and keeps that loader: if a guest came first, it would find no backend and pin the guest's loader
 * for good.
 *
 * <p>On a thread of its own: who waits for it can be interrupted, and ND4J, which would stay broken
 * for as long as the process lives, is not. By reflection, so that a host without neural networks
 * needs no ND4J. Any thread may call it.
 */
final class Nd4jWarmUp {
  private static final int MAX_CAUSES = 20;

  private final ClassLoader host;
  private @Nullable CompletableFuture<Optional<String>> failure;

  /** Looks for ND4J through the loader of the host's own classes. */
  Nd4jWarmUp(ClassLoader host) {
    this.host = host;
  }

  /**
   * Returns when ND4J has started, which is tried once.
   *
   * @throws CloisterException CL-0314 each time if it did not, CL-0003 if the wait was interrupted
   */
  void run(String fileName) {
    try {
      Optional<String> why = started().get();
      if (why.isPresent()) {
        throw new CloisterException(
            ErrorCode.NATIVE_UNAVAILABLE,
            Sentences.refused(fileName)
                + "it computes with ND4J, whose native code does not start on this machine ("
                + why.get()
                + "). Install the distribution for this platform, in a folder where programs may"
                + " run (not mounted noexec).");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloisterException(
          ErrorCode.INTERRUPTED, "The start of ND4J for " + fileName + " was interrupted.", e);
    } catch (ExecutionException e) {
      throw new CloisterException(ErrorCode.INTERNAL, "ND4J could not be tried.", e);
    }
  }

  private synchronized CompletableFuture<Optional<String>> started() {
    if (failure == null) {
      CompletableFuture<Optional<String>> result = new CompletableFuture<>();
      Thread thread = new Thread(() -> result.complete(attempt()), "cloister-nd4j");
      thread.setDaemon(true);
      thread.setContextClassLoader(host);
      thread.start();
      failure = result;
    }
    return failure;
  }

  private Optional<String> attempt() {
    try {
      Object array =
          host.loadClass("org.nd4j.linalg.factory.Nd4j")
              .getMethod("create", int.class)
              .invoke(null, 1);
      host.loadClass("org.nd4j.linalg.api.ndarray.INDArray").getMethod("sumNumber").invoke(array);
      return Optional.empty();
    } catch (Throwable e) { // Whatever it is: others wait for the answer.
      return Optional.of(reason(e));
    }
  }

  /** The first cause: the others say only that an initialiser failed. */
  static String reason(Throwable failure) {
    Throwable first = failure;
    for (int depth = 0; depth < MAX_CAUSES && first.getCause() != null; depth++) {
      first = first.getCause();
    }
    return Sentences.cut(first.toString());
  }
}
