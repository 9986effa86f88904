package org.cloister.host;

import java.lang.reflect.InvocationTargetException;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Runs one ND4J operation from the host's own class space before the first guest that computes with
 * ND4J. ND4J looks for its backend through the context class loader of whoever touches it first,
 * and keeps that loader: if a guest came first, it would find no backend and pin the guest's loader
 * for good.
 *
 * <p>By reflection, so that a host without neural networks needs no ND4J.
 */
final class Nd4jWarmUp {
  private static final int MAX_CAUSES = 20;

  private final ClassLoader host;
  private boolean done;
  private @Nullable String failure;

  /** Looks for ND4J through the loader of the host's own classes. */
  Nd4jWarmUp(ClassLoader host) {
    this.host = host;
  }

  /** Once; later calls return, or fail, as the first one did. One thread at a time. */
  void run(String fileName) {
    if (!done) {
      done = true;
      failure = attempt();
    }
    if (failure != null) {
      throw new CloisterException(
          ErrorCode.NATIVE_UNAVAILABLE,
          Sentences.refused(fileName)
              + "it computes with ND4J, whose native code does not start on this machine ("
              + failure
              + "). Install the distribution for this platform; or, if it may not run programs from"
              + " the folder where they are unpacked (noexec), name another by"
              + " -Dorg.bytedeco.javacpp.cachedir.");
    }
  }

  private @Nullable String attempt() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(host);
    try {
      Object array =
          host.loadClass("org.nd4j.linalg.factory.Nd4j")
              .getMethod("create", int.class)
              .invoke(null, 1);
      host.loadClass("org.nd4j.linalg.api.ndarray.INDArray").getMethod("sumNumber").invoke(array);
      return null;
    } catch (InvocationTargetException e) {
      return reason(e);
    } catch (ReflectiveOperationException | LinkageError e) {
      return reason(e);
    } finally {
      thread.setContextClassLoader(before);
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
