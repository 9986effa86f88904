package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;

/**
 * A privacy budget was charged.
 *
 * @param origin the log that it belongs to: a signature never counts for another one
 * @param job the job
 * @param round the round, from 0
 * @param party whose budget
 * @param mechanism what was released and how
 * @param unit what is protected, such as record or site
 * @param budget privacy spent and left after the charge
 */
public record DpCharge(
    String origin,
    String job,
    long round,
    String party,
    String mechanism,
    String unit,
    Budget budget)
    implements EntryBody {

  /** The name of this type on the log. */
  public static final String TYPE = "dp-charge";

  /** Checks names and numbers, sorts nothing: what is out of order is refused. */
  public DpCharge {
    Checks.name(origin, "origin");
    Checks.name(job, "job");
    Checks.count(round, "round");
    Checks.name(party, "party");
    Checks.name(mechanism, "mechanism");
    Checks.name(unit, "unit");
  }

  static DpCharge read(Members in) {
    return new DpCharge(
        in.text("origin"),
        in.text("job"),
        in.integer("round"),
        in.text("party"),
        in.text("mechanism"),
        in.text("unit"),
        Budget.read(in.object("budget")));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject toJson() {
    return new ObjectBuilder()
        .put("origin", origin)
        .put("job", job)
        .put("round", round)
        .put("party", party)
        .put("mechanism", mechanism)
        .put("unit", unit)
        .put("budget", budget.toJson())
        .build();
  }
}
