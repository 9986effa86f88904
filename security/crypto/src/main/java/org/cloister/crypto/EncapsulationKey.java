package org.cloister.crypto;

import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The public half of an ML-KEM-768 key (NIST FIPS 203). Immutable; safe for any thread.
 *
 * <p>Encapsulation is {@code ML-KEM.Encaps_internal} of the standard's 6.2: the caller gives the 32
 * random bytes, so that whoever learns the seed that they follow from can do it again. They must be
 * secret, uniform, and used with one key and in one place only.
 */
final class EncapsulationKey {
  static final int BYTES = 1184;
  static final int CIPHERTEXT_BYTES = 1088;
  static final int MESSAGE_BYTES = 32;
  static final int SECRET_BYTES = 32;

  private final MLKEMPublicKeyParameters key;

  private EncapsulationKey(MLKEMPublicKeyParameters key) {
    this.key = key;
  }

  /**
   * The key of its encoding, which must pass the type and modulus checks of FIPS 203, 7.2.
   *
   * @throws CloisterException CL-0914 if it does not
   */
  static EncapsulationKey of(Bytes raw) {
    try {
      return new EncapsulationKey(
          new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, raw.toArray()));
    } catch (IllegalArgumentException e) {
      throw new CloisterException(
          ErrorCode.KEY_INVALID,
          "A public ML-KEM-768 key must be " + BYTES + " bytes that encode numbers below 3329.",
          e);
    }
  }

  /** A secret for the key's holder, and what to send for it. The message stays the caller's. */
  Exchanged encapsulate(SecretBytes message) {
    CloisterException.require(
        message.length() == MESSAGE_BYTES,
        ErrorCode.KEY_INVALID,
        "The message of an encapsulation must have 32 bytes, was " + message.length() + ".");
    SecretWithEncapsulation made =
        message.use(bytes -> MLKEMGenerator.internalGenerateEncapsulated(key, bytes));
    try {
      return new Exchanged(Bytes.of(made.getEncapsulation()), SecretBytes.owning(made.getSecret()));
    } finally {
      Destroying.destroy(made);
    }
  }
}
