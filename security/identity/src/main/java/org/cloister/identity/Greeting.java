package org.cloister.identity;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.cloister.model.Bytes;

/**
 * What parties say to each other before the first message: {@code ask} wants a challenge, {@code
 * answer} gives one. As bytes: a version, which of the two there are (1, 2 or 3), and those.
 *
 * @param ask 32 fresh bytes of who asks
 */
record Greeting(Optional<Bytes> ask, Optional<Answer> answer) {
  static final int NONCE_BYTES = 32;

  private static final int VERSION = 1;
  private static final int ASK = 1;
  private static final int ANSWER = 2;
  private static final int HEAD_BYTES = 2;

  /**
   * A challenge for whoever asked.
   *
   * @param asked what was asked with
   * @param challenge 32 fresh bytes of who answers
   * @param signature of who answers
   */
  record Answer(Bytes asked, Bytes challenge, Bytes signature) {}

  Bytes toBytes() {
    int kinds = (ask.isPresent() ? ASK : 0) | (answer.isPresent() ? ANSWER : 0);
    int signed = answer.map(given -> given.signature().length()).orElse(0);
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + 3 * NONCE_BYTES + signed);
    out.put((byte) VERSION).put((byte) kinds);
    ask.ifPresent(nonce -> out.put(nonce.toArray()));
    answer.ifPresent(
        given ->
            out.put(given.asked().toArray())
                .put(given.challenge().toArray())
                .put(given.signature().toArray()));
    return Bytes.of(out.array(), 0, out.position());
  }

  /** The greeting that these bytes are exactly, with a signature of that length; empty if none. */
  static Optional<Greeting> read(Bytes bytes, int signatureBytes) {
    if (bytes.length() < HEAD_BYTES || bytes.at(0) != VERSION) {
      return Optional.empty();
    }
    int kinds = bytes.at(1);
    boolean asks = (kinds & ASK) != 0;
    boolean answers = (kinds & ANSWER) != 0;
    int answerBytes = 2 * NONCE_BYTES + signatureBytes;
    int length = HEAD_BYTES + (asks ? NONCE_BYTES : 0) + (answers ? answerBytes : 0);
    if (kinds < ASK || kinds > (ASK | ANSWER) || bytes.length() != length) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes.toArray()).position(HEAD_BYTES);
    return Optional.of(
        new Greeting(
            asks ? Optional.of(take(in, NONCE_BYTES)) : Optional.empty(),
            answers
                ? Optional.of(
                    new Answer(
                        take(in, NONCE_BYTES), take(in, NONCE_BYTES), take(in, signatureBytes)))
                : Optional.empty()));
  }

  private static Bytes take(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return Bytes.of(bytes);
  }
}
