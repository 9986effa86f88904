package org.cloister.crypto;

/**
 * What signs: a key in memory ({@link SigningKey}) or one in a device.
 *
 * <p><b>Guarantee.</b> {@code verifyingKey().verifies(message, sign(message))} holds for every
 * message. Callers separate purposes in the message itself, through {@link Dsse} or a format that
 * cannot be read as another.
 *
 * <p>Safe for any thread.
 */
public interface Signer {

  /** The key that checks this signer's signatures; public. */
  VerifyingKey verifyingKey();

  /**
   * Signs {@code message}, which is read and not kept.
   *
   * @throws IllegalStateException after the key was closed
   */
  Signature sign(byte[] message);
}
