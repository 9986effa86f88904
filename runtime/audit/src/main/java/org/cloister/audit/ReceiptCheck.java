package org.cloister.audit;

import java.util.Optional;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.RoundOpen;
import org.cloister.ledger.log.Receipt;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.CheckpointCheck;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** What a site asks of a receipt before it believes it. */
final class ReceiptCheck {
  private final AuditTerms terms;
  private final HeadChecks heads;
  private final Optional<String> own;

  /**
   * For a site.
   *
   * @param heads under the policy of these terms
   * @param own the name of its witness, if it is one
   */
  ReceiptCheck(AuditTerms terms, HeadChecks heads, Optional<String> own) {
    this.terms = terms;
    this.heads = heads;
    this.own = own;
  }

  /** A receipt that holds: an entry under a head with its quorum. */
  record Shown(Entry entry, Checkpoint head) {}

  /**
   * Checks a receipt but for what its entry says.
   *
   * @throws CloisterException CL-0908 without a quorum that has this site in it; CL-0905, CL-0906,
   *     CL-0912 or CL-0915 if it does not hold
   */
  Shown check(String text) {
    Receipt receipt = Receipt.read(text);
    CheckpointCheck head = heads.of(receipt.checkpoint());
    Entry entry = receipt.verify(head);
    head.requireQuorum();
    CloisterException.require(
        own.isEmpty() || head.witnesses().contains(own.get()),
        ErrorCode.QUORUM_MISSING,
        "A head of the ledger must be countersigned by this site, too, before it believes it, and"
            + " is by others only; ask the coordinator's operator why this site was left out.");
    return new Shown(entry, head.checkpoint());
  }

  /**
   * Checks what the opening of a round says.
   *
   * @throws CloisterException CL-0905 if it is not for this job, or leaves out the site; CL-0906 if
   *     it is not the coordinator's
   */
  void opening(Entry entry, RoundOpen opening, String site) {
    CloisterException.require(
        entry.isSignedBy(terms.coordinator()),
        ErrorCode.SIGNATURE_INVALID,
        "The opening of a round must be signed by the coordinator, is not.");
    CloisterException.require(
        opening.at().job().equals(terms.job())
            && opening.terms().equals(terms.terms())
            && opening.participants().contains(site),
        ErrorCode.LEDGER_ENTRY_INVALID,
        "The opening of a round must be for this job, these terms and this site, is for others.");
  }
}
