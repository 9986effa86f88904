package org.cloister.engine.coordinator;

import org.cloister.engine.Message;

/** A command that waits for participants. */
interface Step {
  /** The number that its asks carry. */
  long ask();

  /** A participant answered. */
  void onMessage(String from, Message message);

  /** Whether it waits for an answer of that participant to an ask of an earlier step. */
  default boolean waitsFor(String site) {
    return false;
  }

  /** A participant left. */
  void onLeft(String site);

  /** Gives it up. */
  void close();
}
