package org.cloister.identity;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.cloister.ledger.json.JsonInteger;
import org.cloister.model.Bytes;

/**
 * What a message carries to show whose it is.
 *
 * @param challenge which challenge of the receiver it answers
 * @param first the number of the first message that was sealed for this challenge
 * @param signature of the sender
 */
record Seal(Bytes challenge, long first, Bytes signature) {
  private static final int SIGNATURE_START = Greeting.NONCE_BYTES + Long.BYTES;

  Bytes toBytes() {
    byte[] bytes = new byte[SIGNATURE_START + signature.length()];
    challenge.read(0, bytes, 0, Greeting.NONCE_BYTES);
    ByteBuffer.wrap(bytes).putLong(Greeting.NONCE_BYTES, first);
    signature.read(0, bytes, SIGNATURE_START, signature.length());
    return Bytes.of(bytes);
  }

  /** The seal that these bytes are exactly, with a signature of that length; empty if none. */
  static Optional<Seal> read(Bytes bytes, int signatureBytes) {
    if (bytes.length() != SIGNATURE_START + signatureBytes) {
      return Optional.empty();
    }
    byte[] all = bytes.toArray();
    long first = ByteBuffer.wrap(all).getLong(Greeting.NONCE_BYTES);
    return first < 0 || first > JsonInteger.MAX
        ? Optional.empty()
        : Optional.of(
            new Seal(
                Bytes.of(all, 0, Greeting.NONCE_BYTES),
                first,
                Bytes.of(all, SIGNATURE_START, signatureBytes)));
  }
}
