package org.cloister.crypto.fips;

import org.bouncycastle.crypto.InvalidSignatureException;
import org.bouncycastle.crypto.OutputSigner;
import org.bouncycastle.crypto.OutputVerifier;
import org.bouncycastle.crypto.PlainInputProcessingException;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** The module's signers and verifiers over whole messages. */
final class Signing {
  private Signing() {}

  static byte[] signed(OutputSigner<?> signer, byte[] message) {
    signer.getSigningStream().update(message);
    try {
      return signer.getSignature();
    } catch (PlainInputProcessingException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "The module bc-fips must sign every message and failed at it.", e);
    }
  }

  /** The module throws for some bytes that are no signature, and says false of others. */
  static boolean holds(OutputVerifier<?> verifier, byte[] message, byte[] signature) {
    verifier.getVerifyingStream().update(message);
    try {
      return verifier.isVerified(signature);
    } catch (InvalidSignatureException e) {
      return false;
    }
  }
}
