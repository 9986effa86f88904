package org.cloister.crypto;

import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A signature as bytes; public, and worth nothing until {@link VerifyingKey#verifies} says so.
 *
 * @param algorithm how it was made
 * @param value exactly {@link SignatureAlgorithm#signatureBytes} bytes
 */
public record Signature(SignatureAlgorithm algorithm, Bytes value) {

  /** Refuses another length: a signature with bytes cut off is not a signature. */
  public Signature {
    CloisterException.require(
        value.length() == algorithm.signatureBytes(),
        ErrorCode.SIGNATURE_INVALID,
        "A signature must have "
            + algorithm.signatureBytes()
            + " bytes, was "
            + value.length()
            + ".");
  }

  /** An Ed25519 signature of 64 bytes. */
  public static Signature ed25519(Bytes value) {
    return new Signature(SignatureAlgorithm.ED25519, value);
  }
}
