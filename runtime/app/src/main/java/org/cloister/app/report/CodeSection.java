package org.cloister.app.report;

import java.util.List;

/**
 * Which code ran, and who approved what.
 *
 * @param book the ledger
 */
record CodeSection(AuditBook book) {

  void write(Html html) {
    html.open("section", "id", "plugins").leaf("h2", "Plugins and approvals");
    if (book.list("plugin").count() == 0) {
      html.leaf("p", "No plugin was admitted.");
    }
    new EntryTable(
            "Plugins that were admitted, swapped, refused or withdrawn",
            "plugin",
            List.of("action", "party", "name", "version", "bundle", "replaces", "code"))
        .write(html, book);
    if (book.list("approval").count() == 0) {
      html.leaf("p", "Nothing was approved by a person.");
    }
    new EntryTable("Approvals", "approval", List.of("approver", "role", "meaning", "subject"))
        .write(html, book);
    html.close();
  }
}
