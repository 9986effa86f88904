package org.cloister.node;

import java.util.concurrent.ThreadFactory;

/**
 * Threads that keep no process alive and see no class loader but the platform's through their
 * context.
 */
final class DaemonThreads {
  private DaemonThreads() {}

  static Thread of(String name, Runnable task) {
    Thread thread = new Thread(LogContext.inherited(task), "cloister-" + name);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    return thread;
  }

  static ThreadFactory named(String name) {
    return task -> of(name, task);
  }
}
