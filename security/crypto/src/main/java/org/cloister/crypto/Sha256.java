package org.cloister.crypto;

import java.security.MessageDigest;
import org.cloister.model.Digest;

/**
 * SHA-256 (FIPS 180-4) over pieces. Use one object for many digests: {@link #finish} starts anew.
 * One thread at a time.
 */
public final class Sha256 {

  /** The length of a digest. */
  public static final int BYTES = 32;

  private final MessageDigest digest = Digest.sha256();

  /** The digest of {@code message}. */
  public static byte[] of(byte[] message) {
    return Digest.sha256().digest(message);
  }

  /** Adds one byte, such as the prefix that tells domains apart. */
  public Sha256 add(int octet) {
    digest.update((byte) octet);
    return this;
  }

  /** Adds {@code bytes}. */
  public Sha256 add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds {@code count} of {@code bytes} from {@code offset}. */
  public Sha256 add(byte[] bytes, int offset, int count) {
    digest.update(bytes, offset, count);
    return this;
  }

  /** The 32 bytes; the next piece begins another digest. */
  public byte[] finish() {
    return digest.digest();
  }
}
