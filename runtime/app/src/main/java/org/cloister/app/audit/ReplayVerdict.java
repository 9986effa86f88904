package org.cloister.app.audit;

import java.util.List;

/**
 * What came of making a candidate again.
 *
 * @param outcome in one word
 * @param checked what was compared and holds, a sentence each
 * @param why what contradicts or is missing; empty if it was made again
 */
public record ReplayVerdict(Outcome outcome, List<String> checked, String why) {

  /** As the verifier's verdicts. */
  public enum Outcome {
    /** The same candidate, bit for bit. */
    VERIFIED,
    /** Another candidate, or inputs that are not those of the ledger. */
    FAILED,
    /** Something that is needed is not here. */
    INCONCLUSIVE
  }

  /** Copies the list. */
  public ReplayVerdict {
    checked = List.copyOf(checked);
  }
}
