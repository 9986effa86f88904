package org.cloister.verifier;

import java.util.HashMap;
import java.util.Map;

/** What each party says that it spent of its privacy budget in a job; it can only grow. */
final class Budgets {
  private record Spent(long epsilonMicro, long deltaFemto) {}

  private final Map<String, Spent> spent = new HashMap<>();
  private long checked;

  long checked() {
    return checked;
  }

  /** Looks at a contribution or a charge; one without a budget is none of ours. */
  void entry(Value.Obj body, String party) throws Refused {
    if (!body.has("privacy")) {
      return;
    }
    Value.Obj privacy = body.object("privacy");
    Spent now = new Spent(privacy.count("epsilon_spent_micro"), privacy.count("delta_spent_femto"));
    String whose = party + "\n" + body.text("job") + "\n" + privacy.text("unit");
    Spent before = spent.put(whose, now);
    if (before != null && now.epsilonMicro() < before.epsilonMicro()) {
      throw down("epsilon", before.epsilonMicro(), now.epsilonMicro(), "millionths");
    }
    if (before != null && now.deltaFemto() < before.deltaFemto()) {
      throw down("delta", before.deltaFemto(), now.deltaFemto(), "10^-15");
    }
    checked++;
  }

  private static Refused down(String what, long from, long to, String unit) {
    return new Refused(
        Code.BUDGET_NOT_MONOTONE,
        "the spent " + what + " went down from " + from + " to " + to + " " + unit);
  }
}
