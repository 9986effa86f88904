package org.cloister.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionMessage;

/** A coordinator that keeps whatever it is sent. */
record Hoarding(CoordinatorSession session, List<SessionMessage> kept)
    implements CoordinatorSession {

  @Override
  public List<SessionMessage> start() {
    return session.start();
  }

  @Override
  public List<SessionMessage> on(SessionMessage message) {
    kept.add(message);
    return session.on(message);
  }

  @Override
  public Optional<Duration> deadline() {
    return session.deadline();
  }

  @Override
  public List<SessionMessage> deadlinePassed() {
    return session.deadlinePassed();
  }

  @Override
  public boolean ended() {
    return session.ended();
  }

  @Override
  public Optional<Sum> sum() {
    return session.sum();
  }

  @Override
  public void close() {
    session.close();
  }
}
