package org.cloister.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Authenticated encryption of something short, AES-256-GCM (NIST SP 800-38D): a nonce of 12 bytes,
 * the ciphertext, a tag of 16. The context is authenticated and not sent: whoever opens it with
 * another one, such as another session, sender or receiver, gets nothing.
 *
 * <p>Nonces are random: seal at most 2^32 envelopes under one key. Safe for any thread.
 */
public final class Envelope {

  /** By how much an envelope is longer than what is in it. */
  public static final int OVERHEAD_BYTES = 12 + 16;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private Envelope() {}

  /** Seals {@code content}, which stays the caller's to close, under a key of 32 bytes. */
  public static Bytes seal(
      SecretBytes key, byte[] context, SecretBytes content, SecureRandom random) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      // Without a nonce of ours, so that the cipher draws it, as approved modes ask for.
      cipher.init(Cipher.ENCRYPT_MODE, aes(key), random);
      return sealed(cipher, context, content);
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  static Bytes seal(SecretBytes key, byte[] nonce, byte[] context, SecretBytes content) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, aes(key), new GCMParameterSpec(TAG_BITS, nonce));
      return sealed(cipher, context, content);
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private static Bytes sealed(Cipher cipher, byte[] context, SecretBytes content) {
    byte[] nonce = cipher.getIV();
    byte[] out = Arrays.copyOf(nonce, NONCE_BYTES + content.length() + TAG_BITS / 8);
    if (nonce.length != NONCE_BYTES) {
      throw new IllegalStateException("a nonce must have 12 bytes");
    }
    cipher.updateAAD(context);
    int count =
        content.use(
            plain -> {
              try {
                return cipher.doFinal(plain, 0, plain.length, out, NONCE_BYTES);
              } catch (GeneralSecurityException e) {
                throw unavailable(e);
              }
            });
    if (count != out.length - NONCE_BYTES) {
      throw new IllegalStateException("an envelope must have its full length");
    }
    return Bytes.of(out);
  }

  /** What is in {@code sealed}; empty, and no word about why, if anything about it is not right. */
  public static Optional<SecretBytes> open(SecretBytes key, byte[] context, Bytes sealed) {
    if (sealed.length() < OVERHEAD_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = sealed.toArray();
    byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.DECRYPT_MODE, aes(key), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context);
      return Optional.of(
          SecretBytes.owning(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private static SecretKeySpec aes(SecretBytes key) {
    CloisterException.require(
        key.length() == KEY_BYTES,
        ErrorCode.KEY_INVALID,
        "The key of an envelope must have 32 bytes, was " + key.length() + ".");
    return key.use(bytes -> new SecretKeySpec(bytes, "AES"));
  }

  private static CloisterException unavailable(GeneralSecurityException cause) {
    return new CloisterException(
        ErrorCode.INTERNAL, "This Java platform must offer AES-256-GCM and failed at it.", cause);
  }
}
