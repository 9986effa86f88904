package org.cloister.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. The JDK has them in its module {@code jdk.unsupported} alone,
 * and warns of it when one compiles against that, so it is found at run time. Where it is missing,
 * or the virtual machine keeps a signal for itself (-Xrs, nohup), the signal does what it does
 * without us.
 */
final class Signals {

  private Signals() {}

  /** Runs {@code action} on a thread of its own each time the signal comes. */
  static boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object own =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, calling(action));
      Object named = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, named, own);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static InvocationHandler calling(Runnable action) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "equals" -> arguments != null && proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "handler of signals";
        };
  }
}
