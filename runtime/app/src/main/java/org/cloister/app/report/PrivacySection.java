package org.cloister.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * What privacy cost, by what each party said last.
 *
 * @param book the ledger
 */
record PrivacySection(AuditBook book) {

  private static final int MICRO = 6;
  private static final int FEMTO = 15;

  void write(Html html) {
    html.open("section", "id", "privacy").leaf("h2", "Privacy");
    if (book.privacy().isEmpty()) {
      html.leaf("p", "No differential privacy was charged: no contribution promises any.");
      html.close();
      return;
    }
    Table.open(
        html,
        "Differential privacy by party, after its last charge",
        List.of(
            Table.Column.words("party"),
            Table.Column.words("unit"),
            Table.Column.number("epsilon spent"),
            Table.Column.number("epsilon remaining"),
            Table.Column.number("delta spent"),
            Table.Column.number("delta remaining")));
    book.privacy()
        .forEach(
            (party, privacy) -> {
              html.open("tr");
              Table.head(html, party);
              Table.words(html, privacy.path("unit").asText());
              number(html, privacy.path("epsilon_spent_micro"), MICRO);
              number(html, privacy.path("epsilon_remaining_micro"), MICRO);
              number(html, privacy.path("delta_spent_femto"), FEMTO);
              number(html, privacy.path("delta_remaining_femto"), FEMTO);
              html.close();
            });
    Table.close(html);
    html.close();
  }

  private static void number(Html html, JsonNode value, int scale) {
    BigDecimal exact = BigDecimal.valueOf(value.asLong(), scale).stripTrailingZeros();
    html.leaf("td", exact.signum() == 0 ? "0" : exact.toString());
  }
}
