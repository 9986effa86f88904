package org.cloister.crypto;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bouncycastle.math.ec.rfc7748.X25519Field;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Lagrange's coefficients at zero for one set of holders, computed once and used for every secret
 * that these holders reveal. Immutable; safe for any thread.
 */
public final class Interpolation {

  private final int[][] coefficients;

  private Interpolation(int[][] coefficients) {
    this.coefficients = coefficients;
  }

  /**
   * For holders with these numbers.
   *
   * @param holders distinct, at least one, each at least 1
   */
  public static Interpolation atZero(Collection<Integer> holders) {
    SortedSet<Integer> sorted = new TreeSet<>(holders);
    CloisterException.require(
        !sorted.isEmpty() && sorted.first() >= 1 && sorted.size() == holders.size(),
        ErrorCode.KEY_INVALID,
        "Shares must have distinct holders, from 1.");
    int[] x = sorted.stream().mapToInt(Integer::intValue).toArray();
    int[][] coefficients = new int[x.length][];
    for (int i = 0; i < x.length; i++) {
      int[] above = one();
      int[] below = one();
      for (int j = 0; j < x.length; j++) {
        if (j != i) {
          X25519Field.mul(above, x[j], above);
          X25519Field.mul(below, Math.abs(x[j] - x[i]), below);
          if (x[j] < x[i]) {
            X25519Field.negate(below, below);
            X25519Field.carry(below);
          }
        }
      }
      X25519Field.normalize(below);
      int[] inverse = X25519Field.create();
      X25519Field.invVar(below, inverse); // public numbers: the time may tell them
      X25519Field.mul(above, inverse, above);
      coefficients[i] = above;
    }
    return new Interpolation(coefficients);
  }

  private static int[] one() {
    int[] one = X25519Field.create();
    X25519Field.one(one);
    return one;
  }

  /** The secret of these shares, in the order of their holders' numbers. */
  public SecretBytes apply(Collection<SecretBytes> shares) {
    CloisterException.require(
        shares.size() == coefficients.length && shares.stream().allMatch(SecretShares::valid),
        ErrorCode.KEY_INVALID,
        "There must be one share of 32 bytes below 2^255 - 19 for each holder.");
    int[] sum = X25519Field.create();
    int[] term = X25519Field.create();
    Iterator<SecretBytes> next = shares.iterator();
    for (int[] coefficient : coefficients) {
      int[] share = next.next().use(ShareField::decode);
      X25519Field.mul(share, coefficient, term);
      X25519Field.add(sum, term, sum);
      X25519Field.carry(sum);
      Arrays.fill(share, 0);
    }
    Arrays.fill(term, 0);
    SecretBytes secret = SecretBytes.owning(ShareField.encode(sum));
    Arrays.fill(sum, 0);
    return secret;
  }
}
