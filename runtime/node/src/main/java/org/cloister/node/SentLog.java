package org.cloister.node;

/**
 * Where a party notes what leaves it. Told on the thread that sends, when all but the last frame of
 * a message has gone: a receiver can make nothing of a message without that frame, so a log that
 * throws keeps the message from being received.
 */
@FunctionalInterface
public interface SentLog {

  /**
   * Notes a message.
   *
   * @throws org.cloister.model.CloisterException with a code of storage if it cannot; the party
   *     then fails
   */
  void sent(SentMessage message);

  /** Notes nothing. */
  static SentLog none() {
    return message -> {};
  }
}
