package org.cloister.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Numbers modulo the order of P-256: secret scalars, and the two of a signature. */
final class P256Scalars {
  static final int BYTES = 32;
  static final int SEED_BYTES = 32;

  /** The order of the group (SP 800-186, 3.2.1.3). */
  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger HALF = ORDER.shiftRight(1);

  /** FIPS 186-5, A.2.1 asks for 64 bits more than the order has; these are 128 more. */
  private static final int WIDE_BYTES = 48;

  private static final byte[] NO_SALT = new byte[0];

  private P256Scalars() {}

  /**
   * The scalar of a seed, for one use: {@code 1 + (HKDF(seed) mod (order - 1))}, as FIPS 186-5,
   * A.2.1 makes one of random bits. The seed stays the caller's.
   *
   * @throws CloisterException CL-0914 if the seed has another length than 32 bytes
   */
  static SecretBytes ofSeed(SecretBytes seed, String use) {
    CloisterException.require(
        seed.length() == SEED_BYTES,
        ErrorCode.KEY_INVALID,
        "The seed of a P-256 key must have 32 bytes, was " + seed.length() + ".");
    byte[] info = ("cloister fips " + use).getBytes(StandardCharsets.US_ASCII);
    try (SecretBytes wide = Hkdf.derive(seed, NO_SALT, info, WIDE_BYTES)) {
      return wide.use(P256Scalars::reduced);
    }
  }

  private static SecretBytes reduced(byte[] wide) {
    BigInteger number = new BigInteger(1, wide).mod(ORDER.subtract(BigInteger.ONE));
    return SecretBytes.owning(bytes(number.add(BigInteger.ONE)));
  }

  /** The 32 bytes of a number below 2^256. */
  static byte[] bytes(BigInteger number) {
    byte[] shortest = number.toByteArray();
    byte[] out = new byte[BYTES];
    int skipped = Math.max(0, shortest.length - BYTES); // a zero that stands for the sign
    int count = shortest.length - skipped;
    System.arraycopy(shortest, skipped, out, BYTES - count, count);
    Arrays.fill(shortest, (byte) 0);
    return out;
  }

  /** Of the two s that make a signature the lower, so that each has one form. */
  static BigInteger low(BigInteger s) {
    return s.compareTo(HALF) > 0 ? ORDER.subtract(s) : s;
  }

  /** Of the two signatures with the same r the one with the lower s. */
  static byte[] lower(byte[] signature) {
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, BYTES));
    return joined(r, low(new BigInteger(1, Arrays.copyOfRange(signature, BYTES, 2 * BYTES))));
  }

  static byte[] joined(BigInteger r, BigInteger s) {
    byte[] both = Arrays.copyOf(bytes(r), 2 * BYTES);
    System.arraycopy(bytes(s), 0, both, BYTES, BYTES);
    return both;
  }

  /** Whether these are 64 bytes with an r and a low s that a signer could have made. */
  static boolean isSignature(byte[] bytes) {
    if (bytes.length != 2 * BYTES) {
      return false;
    }
    BigInteger r = new BigInteger(1, Arrays.copyOf(bytes, BYTES));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, BYTES, bytes.length));
    return r.signum() > 0 && r.compareTo(ORDER) < 0 && s.signum() > 0 && s.compareTo(HALF) <= 0;
  }
}
