package org.cloister.identity;

import java.util.Optional;
import org.cloister.model.Bytes;

/**
 * What a message carries to show whose it is.
 *
 * @param challenge which challenge of the receiver it answers
 * @param signature of the sender
 */
record Seal(Bytes challenge, Bytes signature) {
  Bytes toBytes() {
    byte[] bytes = new byte[Greeting.NONCE_BYTES + signature.length()];
    challenge.read(0, bytes, 0, Greeting.NONCE_BYTES);
    signature.read(0, bytes, Greeting.NONCE_BYTES, signature.length());
    return Bytes.of(bytes);
  }

  /** The seal that these bytes are exactly, with a signature of that length; empty if none. */
  static Optional<Seal> read(Bytes bytes, int signatureBytes) {
    if (bytes.length() != Greeting.NONCE_BYTES + signatureBytes) {
      return Optional.empty();
    }
    byte[] all = bytes.toArray();
    return Optional.of(
        new Seal(
            Bytes.of(all, 0, Greeting.NONCE_BYTES),
            Bytes.of(all, Greeting.NONCE_BYTES, signatureBytes)));
  }
}
