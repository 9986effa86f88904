package org.cloister.spi.protection;

/**
 * Bits for stochastic rounding, from the recorded seed of the training and so the same in every
 * rerun; made by the host. Not secret, never used for masks or noise. Belongs to one thread.
 */
public interface RoundingBits {
  /** Fills {@code target} with the bits from byte {@code position} of the stream. */
  void read(long position, byte[] target);
}
