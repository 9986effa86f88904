package org.cloister.engine.round;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.RoundingBits;

/**
 * Rounding bits from a recorded seed: AES-256 in counter mode over zeros, the counter beginning at
 * zero, under HKDF-SHA256 (RFC 5869) of the seed in eight bytes, big-endian. Fast enough that
 * quantising does not wait for it, and the same wherever reading begins.
 */
public final class SeededRounding implements RoundingBits {
  private static final byte[] SALT = "cloister rounding 1".getBytes(StandardCharsets.UTF_8);
  private static final int BLOCK = 16;
  private static final int TILE = 1 << 13;
  private static final byte[] ZEROS = new byte[TILE];

  private final SecretKeySpec key;
  private final Cipher cipher;
  private long next = -1;

  /** The stream of this seed. */
  public SeededRounding(long seed) {
    try {
      byte[] extracted = hmac(SALT, ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
      this.key = new SecretKeySpec(hmac(extracted, new byte[] {1}), "AES");
      this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  @Override
  public void read(long position, byte[] target) {
    try {
      if (position != next) {
        seek(position);
      }
      for (int done = 0; done < target.length; done += TILE) {
        cipher.update(ZEROS, 0, Math.min(TILE, target.length - done), target, done);
      }
      next = position + target.length;
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private void seek(long position) throws GeneralSecurityException {
    byte[] counter = ByteBuffer.allocate(BLOCK).putLong(Long.BYTES, position / BLOCK).array();
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
    int into = (int) (position % BLOCK);
    if (into > 0) {
      cipher.update(ZEROS, 0, into, new byte[into], 0);
    }
  }

  private static CloisterException unavailable(GeneralSecurityException cause) {
    return new CloisterException(
        ErrorCode.INTERNAL, "Every Java platform must offer AES and HMAC with SHA-256.", cause);
  }
}
