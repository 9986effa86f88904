package org.cloister.engine;

/** What can happen to a machine. */
public sealed interface Signal {

  /** The first signal. */
  record Begin() implements Signal {}

  /**
   * A message came, whole and decoded.
   *
   * @param from the peer as the transport authenticated it
   */
  record Received(String from, Message message) implements Signal {}

  /**
   * The time of {@link Effect.SetTimer} is over. A timer that was cleared or set again never comes.
   */
  record TimerFired(long timer) implements Signal {}

  /** The work of {@link Effect.Work} returned. */
  record WorkDone(long work, Object result) implements Signal {}

  /**
   * The work of {@link Effect.Work} threw, or hung past its limit ({@link
   * org.cloister.model.ErrorCode#GUEST_HUNG}). It comes once; a hung work that returns later is
   * ignored.
   */
  record WorkFailed(long work, Throwable cause) implements Signal {}

  /** Somebody asks to end early. */
  record StopRequested(String reason) implements Signal {}
}
