package org.cloister.ledger.note;

import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A checkpoint whose log signature holds, and who countersigned it.
 *
 * @param checkpoint the head
 * @param witnesses the policy's names of the witnesses whose lines hold
 * @param quorum whether these are enough
 * @param notes what was checked in detail, with warnings
 */
public record CheckpointCheck(
    Checkpoint checkpoint, Set<String> witnesses, boolean quorum, NoteCheck notes) {

  /** Copies the names. */
  public CheckpointCheck {
    witnesses = Set.copyOf(witnesses);
  }

  /**
   * For those who cannot go on without a quorum.
   *
   * @throws CloisterException CL-0908 if there is none
   */
  public CheckpointCheck requireQuorum() {
    CloisterException.require(
        quorum,
        ErrorCode.QUORUM_MISSING,
        "The checkpoint of size "
            + checkpoint.size()
            + " must be countersigned as the witness policy asks, was by "
            + witnesses.size()
            + "; wait for the other witnesses.");
    return this;
  }
}
