package org.cloister.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Who takes part, with which keys.
 *
 * @param book the ledger
 */
record PartiesSection(AuditBook book) {

  void write(Html html) {
    html.open("section", "id", "parties").leaf("h2", "Parties and keys");
    JsonNode genesis = book.genesis();
    if (genesis.path("simulated").asBoolean()) {
      html.leaf(
          "p",
          "This federation was simulated: one machine played all parties, so their independence is"
              + " not shown.");
    }
    html.open("dl", "class", "facts digests");
    RunSection.fact(html, "Coordinator", genesis.path("coordinator").asText());
    RunSection.fact(html, "Crypto suite", genesis.path("suite").asText());
    RunSection.fact(html, "Witness policy", genesis.path("policy").asText());
    RunSection.fact(html, "Federation descriptor", genesis.path("federation").asText());
    html.close();
    Table.open(
        html,
        "Keys of the genesis",
        List.of(
            Table.Column.words("party"),
            Table.Column.words("role"),
            Table.Column.words("key"),
            Table.Column.words("Ed25519, base64")));
    for (JsonNode key : genesis.path("keys")) {
      html.open("tr");
      Table.head(html, key.path("party").asText());
      Table.words(html, key.path("role").asText());
      Table.words(html, key.path("key").asText());
      Table.code(html, key.path("public_key").asText());
      html.close();
    }
    Table.close(html);
    new EntryTable("Keys that came and went", "key", List.of("action", "party", "role", "key"))
        .write(html, book);
    new EntryTable("Changes of policy", "policy", List.of("name", "digest", "approvals"))
        .write(html, book);
    html.close();
  }
}
