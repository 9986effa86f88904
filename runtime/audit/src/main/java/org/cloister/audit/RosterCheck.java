package org.cloister.audit;

import java.util.Optional;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.PolicyChange;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * Whether a log is gone on with under the witnesses that it names: other witnesses would not know
 * what the old ones have signed, so a new roster is a new origin. Reads the log's entries in order.
 */
final class RosterCheck {
  private Optional<Digest> policy = Optional.empty();

  void past(EntryBody body) {
    if (body instanceof Genesis genesis) {
      policy = Optional.of(genesis.policy());
    } else if (body instanceof PolicyChange change
        && change.name().equals(PolicyChange.WITNESSES)) {
      policy = Optional.of(change.digest());
    }
  }

  /**
   * After the last entry.
   *
   * @throws CloisterException CL-0913 if the log names other witnesses than these terms
   */
  void require(AuditTerms terms) {
    CloisterException.require(
        policy.isEmpty() || policy.get().equals(Digest.of(terms.policy().text())),
        ErrorCode.WITNESS_POLICY_INVALID,
        "The witness policy must be the one that the ledger names, "
            + policy.map(Digest::toString).orElse("")
            + ", is another: go on with the parties that the ledger was begun with, or begin a new"
            + " ledger.");
  }
}
