package org.cloister.ledger.entry;

import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;

/**
 * Differential privacy spent and remaining, in whole numbers since the log has no fractions:
 * epsilon in millionths, rounded up when spent and down when remaining; delta in 10^-15.
 *
 * @param epsilonSpentMicro epsilon spent so far
 * @param epsilonRemainingMicro epsilon that remains
 * @param deltaSpentFemto delta spent so far
 * @param deltaRemainingFemto delta that remains
 */
public record Budget(
    long epsilonSpentMicro,
    long epsilonRemainingMicro,
    long deltaSpentFemto,
    long deltaRemainingFemto) {
  private static final String EPSILON_SPENT = "epsilon_spent_micro";
  private static final String EPSILON_REMAINING = "epsilon_remaining_micro";
  private static final String DELTA_SPENT = "delta_spent_femto";
  private static final String DELTA_REMAINING = "delta_remaining_femto";

  /** Refuses negative amounts. */
  public Budget {
    Checks.count(epsilonSpentMicro, EPSILON_SPENT);
    Checks.count(epsilonRemainingMicro, EPSILON_REMAINING);
    Checks.count(deltaSpentFemto, DELTA_SPENT);
    Checks.count(deltaRemainingFemto, DELTA_REMAINING);
  }

  static Budget read(Members in) {
    return new Budget(
        in.integer(EPSILON_SPENT),
        in.integer(EPSILON_REMAINING),
        in.integer(DELTA_SPENT),
        in.integer(DELTA_REMAINING));
  }

  ObjectBuilder json() {
    return new ObjectBuilder()
        .put(EPSILON_SPENT, epsilonSpentMicro)
        .put(EPSILON_REMAINING, epsilonRemainingMicro)
        .put(DELTA_SPENT, deltaSpentFemto)
        .put(DELTA_REMAINING, deltaRemainingFemto);
  }
}
