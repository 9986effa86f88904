package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;

/**
 * A privacy budget was charged for something that no contribution of its party says.
 *
 * @param at the round
 * @param party whose budget
 * @param privacy what was spent
 */
public record DpCharge(JobRound at, String party, PrivacySpent privacy) implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "dp-charge";

  /** Checks names and numbers. */
  public DpCharge {
    Checks.name(party, "party");
  }

  static DpCharge read(Members in) {
    return new DpCharge(
        JobRound.read(in), in.text("party"), PrivacySpent.read(in.object("privacy")));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String origin() {
    return at.origin();
  }

  @Override
  public JsonObject toJson() {
    return at.json().put("party", party).put("privacy", privacy.toJson()).build();
  }
}
