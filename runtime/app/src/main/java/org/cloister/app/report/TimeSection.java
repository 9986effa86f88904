package org.cloister.app.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time went.
 *
 * @param times of a history
 */
record TimeSection(Times times) {

  private static final int NODES = 60;

  /** A time as text, to the second. */
  static String text(Instant at) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(at.truncatedTo(ChronoUnit.SECONDS));
  }

  void write(Html html) {
    html.open("section", "id", "time").leaf("h2", "Where the time went");
    if (times.seconds().isEmpty() || times.began().isEmpty() || times.ended().isEmpty()) {
      html.leaf("p", "The history holds no times.", "class", "note");
    } else {
      Instant from = times.began().get();
      Instant to = times.ended().get();
      html.leaf(
          "p",
          "From "
              + text(from)
              + " to "
              + text(to)
              + ", "
              + Numbers.seconds(times.whole())
              + ". A node has the time from the event before its own to its own.",
          "class",
          "note");
      TimeLine line = TimeLine.of(times.seconds());
      line.write(html);
      table(html, line.nodes());
    }
    html.close();
  }

  private void table(Html html, List<String> nodes) {
    double all = times.seconds().values().stream().mapToDouble(TimeLine::sum).sum();
    Table.open(
        html,
        "Time by node",
        List.of(
            Table.Column.words("node"),
            Table.Column.number("rounds"),
            Table.Column.number("in all"),
            Table.Column.number("share"),
            Table.Column.number("mean"),
            Table.Column.number("slowest"),
            Table.Column.number("in round")));
    nodes.stream().limit(NODES).forEach(node -> row(html, node, all));
    Table.close(html);
  }

  private void row(Html html, String node, double all) {
    Map<Integer, Double> rounds = new TreeMap<>();
    times
        .seconds()
        .forEach(
            (round, nodes) -> {
              Double seconds = nodes.get(node);
              if (seconds != null) {
                rounds.put(round, seconds);
              }
            });
    double sum = rounds.values().stream().mapToDouble(Double::doubleValue).sum();
    int slowest = 0;
    double most = -1;
    for (Map.Entry<Integer, Double> entry : rounds.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        slowest = entry.getKey();
      }
    }
    html.open("tr");
    Table.head(html, node);
    html.leaf("td", Integer.toString(rounds.size())).leaf("td", Numbers.seconds(sum));
    html.leaf("td", String.format(Locale.ROOT, "%.0f %%", all > 0 ? 100 * sum / all : 0));
    html.leaf("td", Numbers.seconds(sum / Math.max(1, rounds.size())));
    html.leaf("td", Numbers.seconds(Math.max(0, most)));
    html.leaf("td", Integer.toString(slowest)).close();
  }
}
