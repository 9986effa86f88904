package org.cloister.plugins.secagg;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;

/**
 * How much of the ring one residue of one site may use: digits from {@code -most} to {@code most},
 * so that {@code participants * most + margin < 2^(modulusBits - 1)}. The sum of as many sites as
 * were planned cannot wrap, whatever they send.
 *
 * @param modulusBits of the ring
 * @param most the greatest digit of one site
 * @param margin for the noise that all sites together add
 */
record Grid(int modulusBits, long most, long margin) {
  private static final int DEFAULT_BITS = 32;

  /** Doubles must be able to round at every step of the grid. */
  private static final long MOST_DIGIT = 1L << 40;

  /** The chance that the noise makes any residue wrap is at most 2 to minus this. */
  private static final int WRAP_BITS = 30;

  /**
   * From the settings.
   *
   * @param length the number of residues, each of which may wrap by noise
   */
  static Grid of(int participants, long length, Settings settings) {
    double deviation = settings.number("noise-deviation", 0, 0, 0x1p60);
    long margin = margin(deviation, length);
    int bits = settings.integer("ring-bits", DEFAULT_BITS, 2, Long.SIZE);
    if (settings.has("value-bits")) {
      CloisterException.require(
          !settings.has("ring-bits"),
          ErrorCode.SETTING_INVALID,
          "value-bits and ring-bits must not stand together: one follows from the other.");
      long most = (1L << (settings.integer("value-bits", 0, 2, 40) - 1)) - 1;
      bits = bits(Math.addExact(Math.multiplyExact(participants, most), margin));
      return new Grid(bits, most, margin);
    }
    long half = bits == Long.SIZE ? Long.MAX_VALUE : (1L << (bits - 1)) - 1;
    long most = margin >= half ? 0 : Math.min(MOST_DIGIT, (half - margin) / participants);
    CloisterException.require(
        most >= 3,
        ErrorCode.PROTECTION_REFUSED,
        "The ring must hold the sum of "
            + participants
            + " sites and the margin for noise, which "
            + bits
            + " bits do not; give more ring-bits.");
    return new Grid(bits, most, margin);
  }

  /**
   * The noise of a sum with this standard deviation stays below the margin in all residues, but for
   * a chance of 2^-30: a sub-Gaussian tail {@code 2 exp(-z^2 / 2)}, by the union bound.
   */
  private static long margin(double deviation, long length) {
    double z = StrictMath.sqrt(2 * (WRAP_BITS * StrictMath.log(2) + StrictMath.log(2.0 * length)));
    return (long) StrictMath.ceil(z * deviation);
  }

  /** The narrowest ring that holds sums from {@code -most} to {@code most}. */
  private static int bits(long most) {
    return Long.SIZE - Long.numberOfLeadingZeros(most) + 1;
  }

  /** The modulus as a mask. */
  long mask() {
    return modulusBits == Long.SIZE ? -1L : (1L << modulusBits) - 1;
  }

  /** The number between minus half and half of the modulus that a residue stands for. */
  long centred(long residue) {
    int shift = Long.SIZE - modulusBits;
    return residue << shift >> shift;
  }

  /** How many bits one digit of a number that takes several has. */
  int digitBits() {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(most + 1);
  }

  /** The greatest rounded value; one less than a digit holds, since rounding may go one too far. */
  long half() {
    return most - 1;
  }
}
