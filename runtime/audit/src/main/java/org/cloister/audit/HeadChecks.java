package org.cloister.audit;

import java.util.Map;
import org.cloister.ledger.log.Published;
import org.cloister.ledger.note.CheckpointCheck;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessPolicy;

/**
 * What heads are worth under one policy. Remembers the last few: many receipts are under the same
 * one, and the sites of one process may share this, because they share its memory anyway.
 *
 * <p>A head is remembered by all of its bytes, signatures included, and only if it held. Safe for
 * any thread; two that ask for the same wait for one check.
 */
public final class HeadChecks {
  private static final int KEPT = 8;

  private final WitnessPolicy policy;
  private final Map<SignedNote, CheckpointCheck> held = new LatestMap<>(KEPT);

  /** Under this policy. */
  public HeadChecks(WitnessPolicy policy) {
    this.policy = policy;
  }

  /**
   * As {@link WitnessPolicy#check}.
   *
   * @throws org.cloister.model.CloisterException CL-0906 or CL-0912 if it does not hold
   */
  synchronized CheckpointCheck of(SignedNote note) {
    return held.computeIfAbsent(note, policy::check);
  }

  /** Remembers a head that the log's writer, in this process and under this policy, published. */
  synchronized void published(Published head) {
    held.put(head.note(), head.check());
  }
}
