package org.cloister.app.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The values of a chart as a table, closed until somebody wants it. Of very many, it shows some and
 * says so; all of them are in {@code history.jsonl}.
 *
 * @param title of the chart
 * @param series its lines
 */
record ValueTable(String title, List<Series> series) {

  private static final int CELLS = 1500;
  private static final int LINES = 24;

  void write(Html html) {
    List<Series> shown = new ArrayList<>(series);
    Collections.reverse(shown);
    shown = shown.subList(0, Math.min(LINES, shown.size()));
    TreeSet<Integer> rounds = new TreeSet<>();
    shown.forEach(line -> rounds.addAll(line.values().keySet()));
    List<Integer> all = List.copyOf(rounds);
    int rows = Math.max(10, CELLS / Math.max(1, shown.size()));
    int every = Math.max(1, (all.size() + rows - 1) / rows);

    html.open("details").leaf("summary", "Values of " + title);
    List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.words("round")));
    shown.forEach(line -> columns.add(Table.Column.number(line.name())));
    Table.open(html, caption(every, shown.size()), columns);
    for (int i = 0; i < all.size(); i++) {
      if (i % every == 0 || i == all.size() - 1) {
        row(html, shown, all.get(i));
      }
    }
    Table.close(html);
    html.close();
  }

  private static void row(Html html, List<Series> shown, int round) {
    html.open("tr").leaf("th", Integer.toString(round), "scope", "row");
    for (Series line : shown) {
      Double value = line.values().get(round);
      html.leaf("td", value == null ? "" : Numbers.shown(value));
    }
    html.close();
  }

  private String caption(int every, int lines) {
    StringBuilder text = new StringBuilder(title).append(" by round");
    if (every > 1) {
      text.append("; one round in ").append(every);
    }
    if (lines < series.size()) {
      text.append("; ").append(lines).append(" of ").append(series.size()).append(" lines");
    }
    return every > 1 || lines < series.size()
        ? text.append("; all values are in history.jsonl").toString()
        : text.toString();
  }
}
