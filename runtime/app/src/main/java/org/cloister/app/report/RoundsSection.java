package org.cloister.app.report;

import java.util.List;

/**
 * Who contributed to which round, and what came of it.
 *
 * @param book the ledger
 */
record RoundsSection(AuditBook book) {

  void write(Html html) {
    html.open("section", "id", "rounds").leaf("h2", "Rounds");
    book.jobs()
        .forEach(
            (job, rounds) -> {
              Table.open(
                  html,
                  "Job " + job,
                  List.of(
                      Table.Column.number("round"),
                      Table.Column.number("opened by entry"),
                      Table.Column.words("route"),
                      Table.Column.number("contributions"),
                      Table.Column.words("of"),
                      Table.Column.words("dropped"),
                      Table.Column.words("model"),
                      Table.Column.words("released")));
              rounds.forEach((number, round) -> row(html, number, round));
              Table.close(html);
            });
    if (book.rounds() > AuditBook.LINES) {
      html.leaf(
          "p",
          "The first " + AuditBook.LINES + " of " + book.rounds() + " rounds are shown.",
          "class",
          "note");
    }
    if (book.jobs().isEmpty()) {
      html.leaf("p", "No round was opened.");
    }
    new EntryTable(
            "Models that were released",
            "model-release",
            List.of("job", "model", "aggregate_seq", "recipient", "purpose", "approvals"))
        .write(html, book);
    html.close();
  }

  private static void row(Html html, long number, AuditBook.Round round) {
    html.open("tr").leaf("td", Long.toString(number));
    html.leaf("td", round.opened() < 0 ? "not" : Long.toString(round.opened()));
    Table.words(html, round.route());
    html.leaf("td", Long.toString(round.contributions()));
    Table.words(html, String.join(", ", round.contributed()));
    Table.words(html, String.join(", ", round.dropped()));
    Table.code(html, round.model());
    Table.words(html, round.released() ? "yes" : "");
    html.close();
  }
}
