package org.cloister.plugins.trainers;

import org.cloister.spi.Progress;

/** What the step loops have in common. */
final class Steps {
  private Steps() {}

  static void requireWanted(Progress progress) throws InterruptedException {
    if (progress.cancelled()) {
      throw new InterruptedException("The training was cancelled.");
    }
  }
}
