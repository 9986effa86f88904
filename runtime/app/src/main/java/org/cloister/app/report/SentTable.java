package org.cloister.app.report;

import java.util.List;
import org.cloister.app.record.SentSummary;

/**
 * What left a site, field by field.
 *
 * @param lines one a kind of field; none if nothing was recorded
 */
record SentTable(List<SentSummary.Line> lines) {

  SentTable {
    lines = List.copyOf(lines);
  }

  void write(Html html, String caption) {
    if (lines.isEmpty()) {
      return;
    }
    Table.open(
        html,
        caption,
        List.of(
            Table.Column.words("message"),
            Table.Column.words("field"),
            Table.Column.words("kind"),
            Table.Column.words("route"),
            Table.Column.number("times"),
            Table.Column.number("values"),
            Table.Column.number("size")));
    for (SentSummary.Line line : lines) {
      html.open("tr");
      Table.head(html, line.message());
      List.of(line.field(), line.kind(), line.route()).forEach(text -> Table.words(html, text));
      html.leaf("td", Long.toString(line.times()));
      html.leaf("td", line.values() == 0 ? "" : Long.toString(line.values()));
      html.leaf("td", Numbers.bytes(line.bytes())).close();
    }
    long bytes = lines.stream().mapToLong(SentSummary.Line::bytes).sum();
    html.open("tr", "class", "sum").leaf("th", "in all", "scope", "row", "colspan", "6");
    html.leaf("td", Numbers.bytes(bytes)).close();
    Table.close(html);
  }
}
