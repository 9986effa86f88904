package org.cloister.engine.round;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.cloister.model.Digest;
import org.cloister.spi.protection.RoundingBits;

/**
 * Rounding bits from a recorded seed: block {@code i} of 32 bytes is SHA-256(seed, i), both in
 * eight bytes big-endian.
 */
public final class SeededRounding implements RoundingBits {
  private static final int BLOCK = 32;

  private final long seed;
  private final MessageDigest sha = Digest.sha256();

  /** The stream of this seed. */
  public SeededRounding(long seed) {
    this.seed = seed;
  }

  @Override
  public void read(long position, byte[] target) {
    int done = 0;
    while (done < target.length) {
      long block = Math.floorDiv(position + done, (long) BLOCK);
      int skip = (int) (position + done - block * BLOCK);
      byte[] bytes = sha.digest(ByteBuffer.allocate(16).putLong(seed).putLong(block).array());
      int count = Math.min(BLOCK - skip, target.length - done);
      System.arraycopy(bytes, skip, target, done, count);
      done += count;
    }
  }
}
