package org.cloister.ledger.witness;

import org.cloister.ledger.note.Checkpoint;

/** What the rules say, before anything is kept or signed. */
sealed interface Decision {

  /** Keep this head, then sign it. */
  record Accept(Checkpoint head) implements Decision {}

  /**
   * Do not sign.
   *
   * @param answer what to say
   * @param evidence whether the refused note has to be kept: it is signed by the log
   */
  record Reject(Answer answer, boolean evidence) implements Decision {}
}
