package org.cloister.ledger.entry;

import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;

/**
 * Differential privacy spent and left, in whole numbers since the log has no fractions: epsilon in
 * millionths, rounded up when spent and down when left; delta in 10^-15.
 *
 * @param epsilonSpentMicro epsilon spent so far
 * @param epsilonLeftMicro epsilon left
 * @param deltaSpentFemto delta spent so far
 * @param deltaLeftFemto delta left
 */
public record Budget(
    long epsilonSpentMicro, long epsilonLeftMicro, long deltaSpentFemto, long deltaLeftFemto) {

  /** Refuses negative amounts. */
  public Budget {
    Checks.count(epsilonSpentMicro, "epsilon_spent_micro");
    Checks.count(epsilonLeftMicro, "epsilon_left_micro");
    Checks.count(deltaSpentFemto, "delta_spent_femto");
    Checks.count(deltaLeftFemto, "delta_left_femto");
  }

  static Budget read(JsonObject json) {
    Members in = new Members(json);
    Budget budget =
        new Budget(
            in.integer("epsilon_spent_micro"),
            in.integer("epsilon_left_micro"),
            in.integer("delta_spent_femto"),
            in.integer("delta_left_femto"));
    in.end();
    return budget;
  }

  JsonObject toJson() {
    return new ObjectBuilder()
        .put("epsilon_spent_micro", epsilonSpentMicro)
        .put("epsilon_left_micro", epsilonLeftMicro)
        .put("delta_spent_femto", deltaSpentFemto)
        .put("delta_left_femto", deltaLeftFemto)
        .build();
  }
}
