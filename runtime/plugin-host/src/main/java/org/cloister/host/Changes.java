package org.cloister.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes the set of bundles takes turns here, in the order in which it came, and is told to
 * the listener in its turn. Safe for concurrent use; whoever has the turn may take it again.
 */
final class Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private final HostListener listener;
  private final ReentrantLock turn = new ReentrantLock(true);

  Changes(HostListener listener) {
    this.listener = listener;
  }

  void inTurn(Runnable change) {
    turn.lock();
    try {
      change.run();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Makes a change when the last lease of a generation is closed. By a thread of its own: that may
   * happen anywhere, even in a guest, and whoever closes a lease must not wait for a turn.
   */
  void onceDrained(Generation leaving, Runnable change) {
    CompletableFuture<Void> unused =
        leaving.drained().thenRunAsync(() -> inTurn(change), Changes::onDaemon);
  }

  /** In its turn. What the listener throws is logged and nothing else. */
  void tell(Consumer<HostListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.error("A listener of the plugin host must not throw.", e);
    }
  }

  private static void onDaemon(Runnable task) {
    Thread thread = new Thread(task, "cloister-retire");
    thread.setDaemon(true);
    thread.setContextClassLoader(Changes.class.getClassLoader());
    thread.start();
  }
}
