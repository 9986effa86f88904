package org.cloister.app.cli;

import org.cloister.app.run.RunEvent;

/**
 * When waiting is worth a line: reading data after one second, and whatever takes long each half
 * minute. Not thread-safe.
 */
final class Patience {

  private static final double FIRST_LOOK = 1;
  private static final double LONG = 30;

  private int round = -1;
  private double next;

  boolean isOver(RunEvent.Waiting waiting) {
    if (waiting.round() != round) {
      round = waiting.round();
      next = round == 0 ? FIRST_LOOK : LONG;
    }
    if (waiting.seconds() < next) {
      return false;
    }
    next = (Math.floor(waiting.seconds() / LONG) + 1) * LONG;
    return true;
  }
}
