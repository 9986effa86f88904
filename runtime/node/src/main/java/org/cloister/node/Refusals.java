package org.cloister.node;

import org.cloister.model.ErrorCode;

/**
 * Hears of what a party did not take from a peer. Called on the thread that receives; must return
 * at once and not throw.
 */
@FunctionalInterface
public interface Refusals {

  /**
   * A message was refused, and nothing of it was acted upon.
   *
   * @param from who sent it, as the transport knows it; with a code of authenticity it may have
   *     been somebody else
   * @param code why, of kind {@link ErrorCode.Kind#PEER}
   */
  void refused(String from, ErrorCode code);

  /** Tells nobody. */
  static Refusals none() {
    return (from, code) -> {};
  }
}
