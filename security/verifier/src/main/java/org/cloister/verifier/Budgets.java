package org.cloister.verifier;

import java.util.HashMap;
import java.util.Map;

/** What each participant says that it spent of its privacy budget; it can only grow. */
final class Budgets {
  private static final String SPENT = "epsilon_spent_micro";

  private final Map<String, Long> spent = new HashMap<>();
  private long checked;

  long checked() {
    return checked;
  }

  /** Looks at a contribution or a charge; one without a budget is none of ours. */
  void entry(Value.Obj body) throws Refused {
    if (!body.has(SPENT)) {
      return;
    }
    long now = body.count(SPENT);
    String whose = Entry.name(body, "participant") + "\n" + body.textIfAny("job");
    Long before = spent.put(whose, now);
    if (before != null && now < before) {
      throw new Refused(
          Code.BUDGET_NOT_MONOTONE,
          "the spent budget went down from " + before + " to " + now + " millionths");
    }
    checked++;
  }
}
