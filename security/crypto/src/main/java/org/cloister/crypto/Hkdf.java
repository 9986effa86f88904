package org.cloister.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * HKDF with SHA-256 (RFC 5869): uniform keys out of secrets that are not uniform, one for every
 * purpose. The salt says in which session, {@code info} for what; two keys with another of either
 * say nothing about each other.
 *
 * <p>Safe for any thread.
 */
public final class Hkdf {

  private static final String MAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int MAX_BYTES = 255 * HASH_BYTES;

  private Hkdf() {}

  /**
   * Extract and expand in one.
   *
   * @param secret the input keying material; still the caller's to close
   * @param bytes how long the key is, 1 to 8160
   */
  public static SecretBytes derive(SecretBytes secret, byte[] salt, byte[] info, int bytes) {
    CloisterException.require(
        bytes >= 1 && bytes <= MAX_BYTES,
        ErrorCode.KEY_INVALID,
        "A derived key must have 1 to " + MAX_BYTES + " bytes, was " + bytes + ".");
    byte[] pseudoRandomKey = secret.use(material -> extract(salt, material));
    try {
      return SecretBytes.owning(expand(pseudoRandomKey, info, bytes));
    } finally {
      Arrays.fill(pseudoRandomKey, (byte) 0);
    }
  }

  private static byte[] extract(byte[] salt, byte[] material) {
    // An HMAC key is padded with zeros: no salt is the salt of 32 zeros, as the RFC says.
    return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(material);
  }

  private static byte[] expand(byte[] key, byte[] info, int bytes) {
    Mac mac = hmac(key);
    byte[] out = new byte[bytes];
    byte[] block = new byte[0];
    for (int i = 0; i * HASH_BYTES < bytes; i++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) (i + 1));
      Arrays.fill(block, (byte) 0);
      block = mac.doFinal();
      int at = i * HASH_BYTES;
      System.arraycopy(block, 0, out, at, Math.min(HASH_BYTES, bytes - at));
    }
    Arrays.fill(block, (byte) 0);
    return out;
  }

  private static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "Every Java platform must offer HMAC with SHA-256.", e);
    }
  }
}
