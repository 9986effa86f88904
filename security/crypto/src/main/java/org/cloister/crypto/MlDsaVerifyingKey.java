package org.cloister.crypto;

import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The public half of an ML-DSA-65 key (NIST FIPS 204). Every string of its length is one; the
 * standard has one verification for all. Immutable; safe for any thread.
 */
final class MlDsaVerifyingKey {
  static final int BYTES = 1952;
  static final int SIGNATURE_BYTES = 3309;
  static final int MOST_CONTEXT = 255;

  private final MLDSAPublicKeyParameters key;

  private MlDsaVerifyingKey(MLDSAPublicKeyParameters key) {
    this.key = key;
  }

  /**
   * The key of its encoding.
   *
   * @throws CloisterException CL-0914 if it has another length
   */
  static MlDsaVerifyingKey of(Bytes raw) {
    CloisterException.require(
        raw.length() == BYTES,
        ErrorCode.KEY_INVALID,
        "A verifying key of ML-DSA-65 must have " + BYTES + " bytes, was " + raw.length() + ".");
    return new MlDsaVerifyingKey(
        new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, raw.toArray()));
  }

  /** {@code ML-DSA.Verify} (5.3); false for whatever cannot be a signature. */
  boolean verifies(byte[] context, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES || context.length > MOST_CONTEXT) {
      return false;
    }
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, new ParametersWithContext(key, context));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
