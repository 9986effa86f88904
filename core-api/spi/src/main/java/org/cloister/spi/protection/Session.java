package org.cloister.spi.protection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One party of one session: a state machine without I/O. Belongs to one thread; closing it wipes
 * every secret.
 */
public sealed interface Session extends AutoCloseable
    permits ParticipantSession, CoordinatorSession {

  /** The messages that begin the session. */
  List<SessionMessage> start();

  /**
   * Takes a message.
   *
   * @return the messages to send
   * @throws org.cloister.model.CloisterException with a code of protection, signatures or messages
   *     if the message breaks the protocol: the session is over, its secrets wiped. A coordinator's
   *     session may blame the site instead and go on
   */
  List<SessionMessage> on(SessionMessage message);

  /**
   * How long to wait in the present state before {@link #deadlinePassed()} is called; empty if it
   * waits for nobody. A state begins with a call that gives messages to send, or after which this
   * is another; what else is said meanwhile does not put its end off. A coordinator's host waits no
   * longer than the job says.
   */
  Optional<Duration> deadline();

  /** The time of {@link #deadline()} is over: go on with those who answered, or end. */
  List<SessionMessage> deadlinePassed();

  /** Whether the session is over, with or without a result. */
  boolean ended();

  @Override
  void close();
}
