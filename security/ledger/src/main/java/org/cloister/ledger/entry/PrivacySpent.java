package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;

/**
 * What was released, and what that leaves of the budget.
 *
 * @param event what happened, in the accountant's words, apart from what it costs
 * @param unit what is protected, such as record or site
 * @param budget spent and remaining after it
 */
public record PrivacySpent(String event, String unit, Budget budget) {

  /** Checks the names. */
  public PrivacySpent {
    Checks.name(event, "event");
    Checks.name(unit, "unit");
  }

  static PrivacySpent read(JsonObject json) {
    Members in = new Members(json);
    PrivacySpent spent = new PrivacySpent(in.text("event"), in.text("unit"), Budget.read(in));
    in.end();
    return spent;
  }

  JsonObject toJson() {
    return budget.json().put("event", event).put("unit", unit).build();
  }
}
