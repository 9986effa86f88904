package org.cloister.host;

import org.cloister.guard.BundleFacts;

/**
 * Told of every change, after it happened, one at a time, on the thread that made it. Must return
 * quickly and not throw: what it throws is logged and nothing else.
 */
public interface HostListener {

  /** A bundle was admitted; what it offers can be leased. */
  default void admitted(BundleFacts bundle) {}

  /** New leases get the fresh version instead of the old one. */
  default void swapped(BundleFacts old, BundleFacts fresh) {}

  /** The last lease of a version that was swapped out is closed, and the version is gone. */
  default void retired(BundleFacts bundle) {}

  /** A bundle was refused. */
  default void quarantined(Quarantined bundle) {}

  /** Hears nothing. */
  static HostListener none() {
    return new HostListener() {};
  }
}
