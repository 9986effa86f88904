package org.cloister.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What was verified, against which keys, and what was not.
 *
 * @param verification of format {@code cloister-verification/1}
 */
record VerificationSection(JsonNode verification) {

  void write(Html html) {
    html.open("section", "id", "verification").leaf("h2", "Verification");
    html.open("dl", "class", "facts digests");
    verification
        .path("facts")
        .properties()
        .forEach(fact -> RunSection.fact(html, fact.getKey(), fact.getValue().asText()));
    html.close();
    findings(html);
    Table.open(
        html,
        "What was checked",
        List.of(Table.Column.words("what"), Table.Column.number("how many")));
    verification
        .path("checked")
        .properties()
        .forEach(
            checked -> {
              html.open("tr");
              Table.head(html, checked.getKey());
              html.leaf("td", checked.getValue().asText()).close();
            });
    Table.close(html);
    html.leaf("h3", "What was not checked");
    list(html, verification.path("notChecked"));
    html.leaf("h3", "Keys that were trusted");
    list(html, verification.path("keys"));
    html.close();
  }

  private void findings(Html html) {
    html.leaf("h3", "What was found");
    JsonNode findings = verification.path("findings");
    if (findings.isEmpty()) {
      html.leaf("p", "Nothing contradicts, and nothing that was asked for is missing.");
      return;
    }
    Table.open(
        html,
        "Findings, failures first",
        List.of(
            Table.Column.words("code"),
            Table.Column.words("kind"),
            Table.Column.words("where"),
            Table.Column.words("what")));
    for (JsonNode finding : findings) {
      html.open("tr");
      Table.head(html, finding.path("code").asText());
      Table.words(html, finding.path("kind").asText());
      Table.words(html, finding.path("where").asText());
      Table.words(html, finding.path("what").asText());
      html.close();
    }
    Table.close(html);
  }

  private static void list(Html html, JsonNode lines) {
    html.open("ul");
    for (JsonNode line : lines) {
      html.open("li").data(line.asText()).close();
    }
    html.close();
  }
}
