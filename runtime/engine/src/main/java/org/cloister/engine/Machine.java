package org.cloister.engine;

import java.util.List;

/**
 * A pure state machine: one signal in, effects out. No clock, no thread, no socket, no disk;
 * whoever drives it has them. Calls come one at a time and in order; the same signals give the same
 * effects.
 */
public interface Machine {
  /** Takes one signal and says what is to be done, in order. */
  List<Effect> on(Signal signal);
}
