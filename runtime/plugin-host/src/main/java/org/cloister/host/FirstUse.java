package org.cloister.host;

import java.util.concurrent.locks.ReentrantLock;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle owes before one of its roles is used: done once, by whoever comes first, while
 * others wait for it. What was refused stays refused; what was interrupted is tried again.
 */
final class FirstUse {
  private final String fileName;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable Runnable owed;
  private @Nullable CloisterException refusal;

  private FirstUse(String fileName, Runnable owed) {
    this.fileName = fileName;
    this.owed = owed;
  }

  /** {@code work} is owed; it throws a {@link CloisterException} if the bundle must not be used. */
  static FirstUse owing(String fileName, Runnable work) {
    return new FirstUse(fileName, work);
  }

  boolean isDone() {
    return owed == null;
  }

  /**
   * Returns when nothing is owed.
   *
   * @throws CloisterException the refusal, each time; CL-0003 if this thread was interrupted
   */
  void settle() {
    if (isDone()) {
      return;
    }
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloisterException(
          ErrorCode.INTERRUPTED, "The check of " + fileName + " was interrupted.", e);
    }
    try {
      settleInTurn();
    } finally {
      turn.unlock();
    }
  }

  private void settleInTurn() {
    Runnable work = owed;
    if (work == null) {
      return;
    }
    if (refusal == null) {
      try {
        work.run();
        owed = null;
        return;
      } catch (CloisterException e) {
        if (e.code() == ErrorCode.INTERRUPTED) {
          throw e;
        }
        refusal = e;
      }
    }
    throw new CloisterException(refusal.code(), String.valueOf(refusal.getMessage()), refusal);
  }
}
