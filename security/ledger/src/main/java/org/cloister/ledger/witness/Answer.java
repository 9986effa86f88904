package org.cloister.ledger.witness;

import org.cloister.ledger.note.SignatureLine;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** What a witness says to a new head. */
public sealed interface Answer {

  /**
   * It continues what was seen; HTTP 200.
   *
   * @param line the cosignature
   */
  record Cosigned(SignatureLine line) implements Answer {}

  /**
   * The log is wrong about what was seen last, and may ask again from there; HTTP 409.
   *
   * @param latestSize the size of the last head seen, 0 for none
   */
  record Conflict(long latestSize) implements Answer {}

  /**
   * No.
   *
   * @param why as one of few reasons
   */
  record Refused(Reason why) implements Answer {}

  /** Why a witness refuses, with the status of C2SP tlog-witness. */
  enum Reason {
    /** This witness does not watch that log. */
    UNKNOWN_LOG(404),
    /** The log's own signature is missing or does not hold. */
    BAD_SIGNATURE(403),
    /** The old size is larger than the new one. */
    BAD_REQUEST(400),
    /** The new head does not continue the last one seen: two histories. */
    NOT_CONSISTENT(422);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }
  }

  /**
   * The cosignature, for those who cannot go on without.
   *
   * @throws CloisterException CL-0907 if there is none
   */
  default SignatureLine requireCosigned() {
    if (this instanceof Cosigned cosigned) {
      return cosigned.line();
    }
    String why =
        this instanceof Refused refused
            ? refused.why().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
            : "it saw a head of the size " + ((Conflict) this).latestSize() + " last";
    throw new CloisterException(
        ErrorCode.WITNESS_REFUSED,
        "A witness must countersign the new checkpoint, but refused: " + why + ".");
  }
}
