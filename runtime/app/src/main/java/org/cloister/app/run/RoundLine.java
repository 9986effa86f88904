package org.cloister.app.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.cloister.spi.Event;

/** What is said of one round; made from its events. Not thread-safe. */
final class RoundLine {

  private final int round;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Map<String, Dropout> dropped = new TreeMap<>();
  private int reported = -1;
  private int expected = -1;

  RoundLine(int round) {
    this.round = round;
  }

  void add(Event event) {
    if (event instanceof Event.SitesReported told) {
      told.values().forEach(this::note);
      Dropout.of(told).forEach(dropout -> dropped.putIfAbsent(dropout.site(), dropout));
      int asked = told.reported().size() + told.dropped().size();
      // The step that lost most is the one to show.
      if (reported < 0 || asked - told.reported().size() > expected - reported) {
        reported = told.reported().size();
        expected = asked;
      }
    } else if (event instanceof Event.ChildEnded ended) {
      ended.values().forEach(this::note);
    }
  }

  /** Values of single sites, errors of a metric and sizes of samples belong into files. */
  private void note(String name, double value) {
    if (name.indexOf('.') < 0 && !name.equals("examples")) {
      values.put(name, value);
    }
  }

  boolean isEmpty() {
    return reported < 0;
  }

  RunEvent.Round event(OptionalInt rounds, double seconds, OptionalDouble etaSeconds) {
    return new RunEvent.Round(
        round,
        rounds,
        values,
        reported,
        expected,
        List.copyOf(dropped.values()),
        seconds,
        etaSeconds);
  }
}
