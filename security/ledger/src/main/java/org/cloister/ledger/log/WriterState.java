package org.cloister.ledger.log;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** What a writer takes next. */
enum WriterState {
  /** Entries, or late cosignatures. */
  OPEN,
  /** The publication of what it has committed. */
  COMMITTED,
  /** The record of its own stop: the disk is full, and all that is on it is known. */
  ONLY_STOP,
  /** Nothing: it was closed, or nobody knows what is on the disk. */
  STOPPED;

  /**
   * That a writer is in the state that a call needs.
   *
   * @throws CloisterException CL-0910 if the disk is nearly full, CL-0911 if the writer has stopped
   * @throws IllegalStateException if it was called out of order
   */
  void require(WriterState wanted) {
    if (this == wanted) {
      return;
    }
    throw switch (this) {
      case OPEN, COMMITTED ->
          new IllegalStateException("a commit must be published before the next one");
      case ONLY_STOP -> DiskSpace.nearlyFull();
      case STOPPED -> stopped();
    };
  }

  /** That a writer can still record its stop. */
  void requireStoppable() {
    if (this != OPEN && this != ONLY_STOP) {
      throw stopped();
    }
  }

  private static CloisterException stopped() {
    return new CloisterException(
        ErrorCode.LEDGER_STOPPED,
        "The ledger must be open to take entries, but it has stopped; see the first error of this run.");
  }
}
