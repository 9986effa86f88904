package org.cloister.verifier;

import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * An ML-DSA-44 public key (NIST FIPS 204), pure and with an empty context, as C2SP tlog-cosignature
 * has it. Arithmetic by Bouncy Castle, since the JDK has none before version 24. Every string of
 * its length is a key.
 */
final class MlDsa44 {
  static final int KEY_SIZE = 1312;
  static final int SIGNATURE_SIZE = 2420;

  private final MLDSAPublicKeyParameters key;

  private MlDsa44(MLDSAPublicKeyParameters key) {
    this.key = key;
  }

  static MlDsa44 of(byte[] raw, Code code) throws Refused {
    if (raw.length != KEY_SIZE) {
      throw new Refused(code, "a public key is not an ML-DSA-44 key of " + KEY_SIZE + " bytes");
    }
    return new MlDsa44(new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, raw));
  }

  boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_SIZE) {
      return false;
    }
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, key);
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
