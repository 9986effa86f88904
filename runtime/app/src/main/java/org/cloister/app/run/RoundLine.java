package org.cloister.app.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.app.record.Names;
import org.cloister.spi.Event;

/** What is said of one round while a job runs; made from its events. */
final class RoundLine {

  private final int round;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Map<String, String> dropped = new TreeMap<>();
  private int reported = -1;
  private int expected = -1;

  RoundLine(int round) {
    this.round = round;
  }

  void add(Event event) {
    if (event instanceof Event.SitesReported told) {
      told.values().forEach(this::note);
      told.dropped()
          .forEach(
              (site, why) ->
                  dropped.putIfAbsent(
                      site, site + " (" + Names.of(why) + " at " + told.node() + ")"));
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

  /** Errors of a metric and the size of the sample belong into files, not into a line. */
  private void note(String name, double value) {
    if (name.indexOf('.') < 0 && !name.equals("examples")) {
      values.put(name, value);
    }
  }

  boolean isEmpty() {
    return reported < 0;
  }

  /** One line: round, loss, metrics, sites, seconds, and who dropped out. */
  String text(String rounds, double seconds) {
    StringBuilder line = new StringBuilder("round ").append(round).append(rounds);
    Double loss = values.get("loss");
    if (loss != null) {
      line.append(format("  loss %.4f", loss));
    }
    values.forEach(
        (name, value) -> {
          if (!name.equals("loss")) {
            line.append("  ").append(name).append(format(" %.4f", value));
          }
        });
    line.append("  sites ").append(reported).append('/').append(expected);
    line.append(format("  %.1f s", seconds));
    if (!dropped.isEmpty()) {
      line.append("  dropped: ").append(String.join(", ", dropped.values()));
    }
    return line.toString();
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
