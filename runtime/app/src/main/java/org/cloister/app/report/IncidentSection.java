package org.cloister.app.report;

import java.util.List;

/**
 * What must not be silent.
 *
 * @param book the ledger
 */
record IncidentSection(AuditBook book) {

  void write(Html html) {
    html.open("section", "id", "incidents").leaf("h2", "Incidents");
    if (book.list("incident").count() == 0) {
      html.leaf("p", "None was recorded.");
    }
    new EntryTable(
            "Dropouts, voids, refusals and stops",
            "incident",
            List.of("kind", "code", "party", "job", "round", "evidence"))
        .write(html, book);
    new EntryTable("The writer came back", "recovery", List.of("removed")).write(html, book);
    new EntryTable("Erasures", "erasure", List.of("erased_seq", "commitment", "basis", "approvals"))
        .write(html, book);
    new EntryTable(
            "Archives of rounds that were erased",
            "archive-erasure",
            List.of("job", "round", "step", "archive", "basis"))
        .write(html, book);
    new EntryTable(
            "Evidence that was handed out",
            "export",
            List.of("by", "recipient", "reason", "archive"))
        .write(html, book);
    html.close();
  }
}
