package org.cloister.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.record.TimedEvent;
import org.cloister.spi.Event;

/**
 * Where the time of a history went. A node has the time since the event before its own; what lies
 * between two rounds is nobody's, so that a pause before a job went on is not taken for work.
 *
 * @param began the first event
 * @param ended the last event
 * @param seconds by round and node; empty where the history has no times
 */
record Times(
    Optional<Instant> began,
    Optional<Instant> ended,
    NavigableMap<Integer, Map<String, Double>> seconds) {

  static Times of(List<TimedEvent> history) {
    NavigableMap<Integer, Map<String, Double>> seconds = new TreeMap<>();
    Optional<Instant> began = Optional.empty();
    Optional<Instant> before = Optional.empty();
    for (TimedEvent timed : history) {
      began = began.or(timed::at);
      Optional<String> node = node(timed.event());
      if (timed.at().isPresent() && before.isPresent() && node.isPresent()) {
        seconds
            .computeIfAbsent(timed.event().round(), round -> new TreeMap<>())
            .merge(node.get(), between(before.get(), timed.at().get()), Double::sum);
      }
      before = timed.at();
    }
    return new Times(began, before, seconds);
  }

  /** All of it. */
  double whole() {
    return began.isPresent() && ended.isPresent() ? between(began.get(), ended.get()) : 0;
  }

  /** A clock that was set back gives no time below none. */
  private static double between(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
  }

  private static Optional<String> node(Event event) {
    if (event instanceof Event.InChild e) {
      return Optional.of(e.node());
    } else if (event instanceof Event.Selected e) {
      return Optional.of(e.node());
    } else if (event instanceof Event.Initialised e) {
      return Optional.of(e.node());
    } else if (event instanceof Event.SitesReported e) {
      return Optional.of(e.node());
    } else if (event instanceof Event.Aggregated e) {
      return Optional.of(e.node());
    } else if (event instanceof Event.Updated e) {
      return Optional.of(e.node());
    } else if (event instanceof Event.Computed e) {
      return Optional.of(e.node());
    } else if (event instanceof Event.ChildEnded e) {
      return Optional.of(e.node());
    } else if (event instanceof Event.Stopped e) {
      return Optional.of(e.node());
    }
    return Optional.empty();
  }
}
