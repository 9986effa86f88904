package org.cloister.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cloister.model.Bytes;

/**
 * How two signatures are one (compare draft-ietf-lamps-pq-composite-sigs): what each half is over,
 * and where it stands.
 */
final class Composite {
  private static final byte[] LABEL =
      "cloister ed25519-ml-dsa-65 ".getBytes(StandardCharsets.US_ASCII);
  private static final int ED25519_KEY = SignatureAlgorithm.ED25519.publicKeyBytes();
  private static final int ED25519_SIGNATURE = SignatureAlgorithm.ED25519.signatureBytes();

  private Composite() {}

  /** What the Ed25519 half is over; ML-DSA has {@link #label} as its context. */
  static byte[] labelled(byte[] message) {
    byte[] all = Arrays.copyOf(LABEL, LABEL.length + message.length);
    System.arraycopy(message, 0, all, LABEL.length, message.length);
    return all;
  }

  static byte[] label() {
    return LABEL.clone();
  }

  static Bytes joined(Bytes first, byte[] second) {
    byte[] both = Arrays.copyOf(first.toArray(), first.length() + second.length);
    System.arraycopy(second, 0, both, first.length(), second.length);
    return Bytes.of(both);
  }

  /** The Ed25519 half of a key or all of it if it is Ed25519 alone. */
  static Bytes firstKey(Bytes raw) {
    return Bytes.of(raw.toArray(), 0, ED25519_KEY);
  }

  static Bytes secondKey(Bytes raw) {
    return Bytes.of(raw.toArray(), ED25519_KEY, raw.length() - ED25519_KEY);
  }

  static Signature firstSignature(Signature both) {
    return Signature.ed25519(Bytes.of(both.value().toArray(), 0, ED25519_SIGNATURE));
  }

  static byte[] secondSignature(Signature both) {
    byte[] all = both.value().toArray();
    return Arrays.copyOfRange(all, ED25519_SIGNATURE, all.length);
  }
}
