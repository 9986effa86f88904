package org.cloister.node;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
final class Waiting {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private Waiting() {}

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come true in 30 seconds");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** What a guest does that does not listen to interrupts. */
  static void forever() {
    while (true) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      Thread.interrupted();
    }
  }
}
