package org.cloister.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.bouncycastle.math.ec.rfc7748.X25519Field;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Shamir's secret sharing (1979) over the integers modulo 2^255 - 19: any {@code threshold} shares
 * give the secret, fewer say nothing about it. Secrets and shares are 32 bytes, little-endian, and
 * less than the modulus; the share of holder {@code x} is the polynomial at {@code x}, from 1.
 *
 * <p>The arithmetic takes the same time for all secrets and wipes what it used. Safe for any
 * thread.
 */
public final class SecretShares {

  /** The length of a secret and of a share. */
  public static final int BYTES = 32;

  private SecretShares() {}

  /** A fresh secret that can be shared, uniform among all of them. */
  public static SecretBytes randomSecret(SecureRandom random) {
    while (true) {
      SecretBytes drawn = SecretBytes.random(BYTES, random);
      SecretBytes candidate = drawn.use(SecretShares::below255Bits);
      drawn.close();
      if (valid(candidate)) {
        return candidate;
      }
      candidate.close();
    }
  }

  private static SecretBytes below255Bits(byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[BYTES - 1] &= 0x7f;
    return SecretBytes.owning(copy);
  }

  /** Whether these are 32 bytes of a number below the modulus. */
  public static boolean valid(SecretBytes value) {
    return value.length() == BYTES
        && value.use(
            bytes -> {
              int[] number = ShareField.decode(bytes);
              byte[] again = ShareField.encode(number);
              boolean same = java.security.MessageDigest.isEqual(again, bytes);
              Arrays.fill(again, (byte) 0);
              Arrays.fill(number, 0);
              return same;
            });
  }

  /**
   * The shares of holders 1 to {@code holders}, in order.
   *
   * @param secret as {@link #randomSecret} makes it; still the caller's to close
   * @param threshold 1 to {@code holders}
   */
  public static List<SecretBytes> share(
      SecretBytes secret, int threshold, int holders, SecureRandom random) {
    List<SecretBytes> coefficients = new ArrayList<>();
    for (int i = 1; i < threshold; i++) {
      coefficients.add(randomSecret(random));
    }
    try {
      return share(secret, coefficients, holders);
    } finally {
      coefficients.forEach(SecretBytes::close);
    }
  }

  static List<SecretBytes> share(SecretBytes secret, List<SecretBytes> coefficients, int holders) {
    CloisterException.require(
        valid(secret) && coefficients.size() < holders,
        ErrorCode.KEY_INVALID,
        "A secret must be 32 bytes below 2^255 - 19, and its threshold from 1 to the number of holders, was "
            + (coefficients.size() + 1)
            + " of "
            + holders
            + ".");
    int[][] polynomial = new int[coefficients.size() + 1][];
    polynomial[0] = secret.use(ShareField::decode);
    for (int i = 1; i < polynomial.length; i++) {
      polynomial[i] = coefficients.get(i - 1).use(ShareField::decode);
    }
    List<SecretBytes> shares = new ArrayList<>();
    int[] value = X25519Field.create();
    for (int x = 1; x <= holders; x++) {
      X25519Field.zero(value);
      for (int i = polynomial.length - 1; i >= 0; i--) {
        X25519Field.mul(value, x, value);
        X25519Field.add(value, polynomial[i], value);
        X25519Field.carry(value);
      }
      shares.add(SecretBytes.owning(ShareField.encode(value)));
    }
    Arrays.fill(value, 0);
    for (int[] coefficient : polynomial) {
      Arrays.fill(coefficient, 0);
    }
    return shares;
  }

  /**
   * The secret that these shares stand for; garbage if one of them is wrong, so check each before.
   *
   * @param shares by holder, at least as many as the threshold was
   */
  public static SecretBytes reconstruct(java.util.Map<Integer, SecretBytes> shares) {
    TreeMap<Integer, SecretBytes> sorted = new TreeMap<>(shares);
    return Interpolation.atZero(sorted.keySet()).apply(sorted.values());
  }
}
