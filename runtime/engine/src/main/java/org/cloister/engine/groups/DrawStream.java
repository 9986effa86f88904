package org.cloister.engine.groups;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.function.IntSupplier;
import org.cloister.model.Digest;

/**
 * Whole numbers without bias from a digest. Its words are those of SHA-256(digest, i) for i = 0, 1,
 * ...: the 32 bytes of the digest and i as eight bytes, hashed, give eight words of four bytes, all
 * big-endian and without a sign. Belongs to one thread.
 */
final class DrawStream {
  private static final long WORDS = 1L << Integer.SIZE;

  private final IntSupplier words;

  /** Of words that are not a digest's. */
  DrawStream(IntSupplier words) {
    this.words = words;
  }

  static DrawStream of(Digest digest) {
    return new DrawStream(new Blocks(digest.toBytes()));
  }

  /**
   * The next number from 0 to {@code bound - 1}. A word that is not below the largest multiple of
   * the bound, and so would make some numbers likelier than others, is passed over; of any other it
   * is the remainder.
   *
   * @param bound at least 1
   */
  int below(int bound) {
    long limit = WORDS - WORDS % bound;
    long word = Integer.toUnsignedLong(words.getAsInt());
    while (word >= limit) {
      word = Integer.toUnsignedLong(words.getAsInt());
    }
    return (int) (word % bound);
  }

  private static final class Blocks implements IntSupplier {
    private final byte[] digest;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long next;

    Blocks(byte[] digest) {
      this.digest = digest;
    }

    @Override
    public int getAsInt() {
      if (!block.hasRemaining()) {
        MessageDigest sha = Digest.sha256();
        sha.update(digest);
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(next++).flip());
        block = ByteBuffer.wrap(sha.digest());
      }
      return block.getInt();
    }
  }
}
