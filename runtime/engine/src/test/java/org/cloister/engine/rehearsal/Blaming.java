package org.cloister.engine.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;

/**
 * A protocol whose coordinator blames these sites, and takes nothing of them if they are to be left
 * out. Test scope only.
 */
record Blaming(Map<String, ErrorCode> blamed, boolean leavesOut) implements SecureAggregation {
  private static final Unmasked INNER = new Unmasked();

  @Override
  public String id() {
    return "blaming";
  }

  @Override
  public int threshold(int participants, Settings settings) {
    return INNER.threshold(participants, settings);
  }

  @Override
  public ParticipantSession participant(SessionPlan plan, String self, SessionHost host) {
    return INNER.participant(plan, self, host);
  }

  @Override
  public CoordinatorSession coordinator(SessionPlan plan, SessionHost host) {
    return new Center(INNER.coordinator(plan, host), blamed, leavesOut);
  }

  private record Center(CoordinatorSession inner, Map<String, ErrorCode> blamed, boolean leavesOut)
      implements CoordinatorSession {

    @Override
    public List<SessionMessage> start() {
      List<SessionMessage> out = inner.start();
      if (leavesOut) {
        blamed.keySet().forEach(inner::gone);
      }
      return out;
    }

    @Override
    public List<SessionMessage> on(SessionMessage message) {
      return leavesOut && blamed.containsKey(message.peer()) ? List.of() : inner.on(message);
    }

    @Override
    public List<SessionMessage> gone(String site) {
      return inner.gone(site);
    }

    @Override
    public Optional<Duration> deadline() {
      return inner.deadline();
    }

    @Override
    public List<SessionMessage> deadlinePassed() {
      return inner.deadlinePassed();
    }

    @Override
    public boolean ended() {
      return inner.ended();
    }

    @Override
    public Optional<Sum> sum() {
      return inner.sum();
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
