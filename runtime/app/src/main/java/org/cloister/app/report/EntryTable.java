package org.cloister.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Entries of one type, a line each; nothing at all where there are none.
 *
 * @param caption over them
 * @param type which entries
 * @param members of the body that are shown, digests whole
 */
record EntryTable(String caption, String type, List<String> members) {

  void write(Html html, AuditBook book) {
    AuditBook.Kept kept = book.list(type);
    if (kept.count() == 0) {
      return;
    }
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.number("entry"));
    columns.add(Table.Column.words("time"));
    columns.add(Table.Column.words("signed by"));
    members.forEach(member -> columns.add(Table.Column.words(member.replace('_', ' '))));
    boolean all = kept.lines().size() == kept.count();
    Table.open(
        html,
        all ? caption : caption + "; the first " + kept.lines().size() + " of " + kept.count(),
        columns);
    for (JsonNode entry : kept.lines()) {
      html.open("tr").leaf("td", Long.toString(entry.path("seq").asLong()));
      Table.words(html, entry.path("time").asText());
      Table.words(html, entry.path("sig").path("key").asText());
      for (String member : members) {
        cell(html, entry.path("body").path(member));
      }
      html.close();
    }
    Table.close(html);
  }

  private static void cell(Html html, JsonNode value) {
    if (value.isArray()) {
      StringJoiner items = new StringJoiner(", ");
      value.forEach(item -> items.add(item.asText()));
      Table.words(html, items.toString());
    } else if (value.asText().startsWith("sha256:")) {
      Table.code(html, value.asText());
    } else {
      Table.words(html, value.asText());
    }
  }
}
