package org.cloister.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A stream of pseudo-random bytes that can be read from anywhere: AES-256 in counter mode (NIST SP
 * 800-38A) over zeros, the counter beginning at zero. Whoever does not have the key cannot tell it
 * from chance. A key is for one stream and nothing else.
 *
 * <p>The JDK's cipher reaches several gigabytes a second, but only in calls of {@link #TILE} bytes
 * or fewer, and only once its code was compiled: that counts calls, so {@link #warmUp} makes many
 * small ones. Belongs to one thread at a time. {@link #close} forgets the key as far as Java lets.
 */
public final class MaskStream implements AutoCloseable {

  /** How many bytes to ask for at a time to be fast. */
  public static final int TILE = 1 << 14;

  private static final int KEY_BYTES = 32;
  private static final int BLOCK = 16;
  private static final byte[] ZEROS = new byte[TILE];
  private static final int WARM_UP_BYTES = 256;
  private static final int WARM_UP_CALLS = 20_000;

  private final SecretBytes key;
  private final long counterHigh;
  private final long counterLow;
  private final Cipher cipher;
  private long next = -1;

  /** The stream of a key of 32 bytes, of which this takes a copy. */
  public MaskStream(SecretBytes key) {
    this(key, 0, 0);
  }

  MaskStream(SecretBytes key, long counterHigh, long counterLow) {
    CloisterException.require(
        key.length() == KEY_BYTES,
        ErrorCode.KEY_INVALID,
        "The key of a mask must have 32 bytes, was " + key.length() + ".");
    this.key = key.copy();
    this.counterHigh = counterHigh;
    this.counterLow = counterLow;
    try {
      this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  /**
   * Overwrites {@code count} bytes of {@code target}, from its beginning, with the stream's from
   * {@code position}. Reading on where the last call ended costs no seek.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public void read(long position, byte[] target, int count) {
    Objects.checkFromIndexSize(0, count, target.length);
    if (position < 0) {
      throw new IndexOutOfBoundsException("position must be at least 0, was " + position);
    }
    try {
      if (position != next) {
        seek(position);
      }
      for (int done = 0; done < count; done += TILE) {
        cipher.update(ZEROS, 0, Math.min(TILE, count - done), target, done);
      }
      next = position + count;
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private void seek(long position) throws GeneralSecurityException {
    long low = counterLow + position / BLOCK;
    long high = counterHigh + (Long.compareUnsigned(low, counterLow) < 0 ? 1 : 0);
    byte[] counter = ByteBuffer.allocate(BLOCK).putLong(high).putLong(low).array();
    SecretKeySpec aes = key.use(bytes -> new SecretKeySpec(bytes, "AES"));
    cipher.init(Cipher.ENCRYPT_MODE, aes, new IvParameterSpec(counter));
    int into = (int) (position % BLOCK);
    if (into > 0) {
      byte[] skipped = new byte[into];
      cipher.update(ZEROS, 0, into, skipped, 0);
    }
  }

  /**
   * Has the cipher compiled, in a few hundredths of a second; call it once before the first use.
   */
  public static void warmUp() {
    byte[] target = new byte[WARM_UP_BYTES];
    try (SecretBytes zeros = SecretBytes.owning(new byte[KEY_BYTES]);
        MaskStream stream = new MaskStream(zeros)) {
      for (int i = 0; i < WARM_UP_CALLS; i++) {
        stream.read((long) i * WARM_UP_BYTES, target, WARM_UP_BYTES);
      }
    }
  }

  /** Wipes the key and replaces the cipher's own copy by that of another key. */
  @Override
  public void close() {
    key.close();
    next = -1;
    try {
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(new byte[KEY_BYTES], "AES"),
          new IvParameterSpec(Arrays.copyOf(ZEROS, BLOCK)));
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private static CloisterException unavailable(GeneralSecurityException cause) {
    return new CloisterException(
        ErrorCode.INTERNAL,
        "This Java platform must offer AES-256 in counter mode and failed at it.",
        cause);
  }
}
