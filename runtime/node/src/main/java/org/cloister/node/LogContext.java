package org.cloister.node;

import java.util.Map;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.spi.Event;
import org.slf4j.MDC;

/**
 * What correlates log lines: {@code site}, {@code round}, and whatever the thread that made a
 * driver had, such as {@code job}. A thread begins with what the one has that makes it, so that
 * what a plugin says is found under its site and round.
 */
final class LogContext {
  private LogContext() {}

  /** The task with the context of this thread. */
  static Runnable inherited(Runnable task) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    return () -> {
      if (context != null) {
        MDC.setContextMap(context);
      }
      task.run();
    };
  }

  static void party(String name) {
    MDC.put("site", name);
  }

  /** A participant works in the round that it was last asked for. */
  static void heard(Signal signal) {
    if (signal instanceof Signal.Received received) {
      if (received.message() instanceof Message.Ask ask) {
        round(ask.round());
      } else if (received.message() instanceof Message.Compute compute) {
        round(compute.round());
      }
    }
  }

  /** A coordinator works in the round that it began last. */
  static void happened(Event event) {
    if (event instanceof Event.RoundStarted started) {
      round(started.round());
    }
  }

  private static void round(int round) {
    MDC.put("round", Integer.toString(round));
  }
}
