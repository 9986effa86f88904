package org.cloister.host;

import java.lang.reflect.InvocationTargetException;
import org.cloister.model.CloisterException;
import org.cloister.model.Quoted;

/**
 * Makes a sentence of what a guest threw. Runs on the guest's thread: {@code getMessage} is guest
 * code too.
 */
final class GuestFailure {

  private GuestFailure() {}

  static String describe(String what, Throwable thrown) {
    try {
      return sentence(what, thrown);
    } catch (Throwable e) { // From a getMessage that throws.
      return what + " failed with an exception that cannot be described";
    }
  }

  private static String sentence(String what, Throwable thrown) {
    if (thrown instanceof InvocationTargetException wrapped && wrapped.getCause() != null) {
      return sentence(what, wrapped.getCause());
    }
    if (thrown instanceof ExceptionInInitializerError initializer
        && initializer.getCause() != null) {
      return sentence("the static initialiser behind " + what, initializer.getCause());
    }
    if (thrown instanceof UnsupportedClassVersionError) {
      return what
          + " was compiled for a newer Java than this node's "
          + Runtime.version().feature();
    }
    if (thrown instanceof NoClassDefFoundError || thrown instanceof ClassNotFoundException) {
      return what
          + " needs a class that the bundle neither holds nor imports ("
          + Sentences.cut(String.valueOf(thrown.getMessage()))
          + "); plugins see what they import, of org.cloister.model, org.cloister.spi and org.slf4j";
    }
    if (thrown instanceof CloisterException ours) {
      return what
          + " failed: "
          + Sentences.cut(String.valueOf(ours.getMessage()).replaceAll("\\.$", ""));
    }
    String message = thrown.getMessage();
    return what
        + " threw "
        + thrown.getClass().getName()
        + (message == null ? "" : ": " + Quoted.of(message));
  }
}
