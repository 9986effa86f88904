package org.cloister.crypto;

import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The public half of an ML-DSA key (NIST FIPS 204). Every string of its length is one; the standard
 * has one verification for all. Immutable; safe for any thread.
 */
final class MlDsaVerifyingKey {
  static final int MOST_CONTEXT = 255;

  private final MlDsaParameterSet set;
  private final MLDSAPublicKeyParameters key;

  private MlDsaVerifyingKey(MlDsaParameterSet set, MLDSAPublicKeyParameters key) {
    this.set = set;
    this.key = key;
  }

  /**
   * The key of its encoding.
   *
   * @throws CloisterException CL-0914 if it has another length
   */
  static MlDsaVerifyingKey of(MlDsaParameterSet set, Bytes raw) {
    CloisterException.require(
        raw.length() == set.publicKeyBytes(),
        ErrorCode.KEY_INVALID,
        "A verifying key of "
            + set.title()
            + " must have "
            + set.publicKeyBytes()
            + " bytes, was "
            + raw.length()
            + ".");
    return new MlDsaVerifyingKey(
        set, new MLDSAPublicKeyParameters(set.parameters(), raw.toArray()));
  }

  /** {@code ML-DSA.Verify} (5.3); false for whatever cannot be a signature. */
  boolean verifies(byte[] context, byte[] message, byte[] signature) {
    if (signature.length != set.signatureBytes() || context.length > MOST_CONTEXT) {
      return false;
    }
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, new ParametersWithContext(key, context));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
