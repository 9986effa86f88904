package org.cloister.ledger.log;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** The reasons to stop before anything is written. */
final class Halt {

  private Halt() {}

  static CloisterException corrupt(String what) {
    return new CloisterException(
        ErrorCode.LEDGER_CORRUPT,
        "The ledger must be what was committed, but " + what + "; keep the folder as evidence.");
  }

  static CloisterException corrupt(String what, Throwable cause) {
    return new CloisterException(
        ErrorCode.LEDGER_CORRUPT,
        "The ledger must be what was committed, but " + what + "; keep the folder as evidence.",
        cause);
  }

  static CloisterException rollback(String what) {
    return new CloisterException(
        ErrorCode.LEDGER_ROLLBACK,
        "The ledger must not go back, but "
            + what
            + "; restore the newest state or retire this origin.");
  }

  static CloisterException fork(String what) {
    return new CloisterException(
        ErrorCode.LEDGER_FORK,
        "The ledger must have one history, but " + what + "; keep both heads as evidence.");
  }
}
