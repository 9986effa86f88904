package org.cloister.node;

import java.time.Duration;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What goes wrong between two parties, for tests and drills. Which frames it hits follows from the
 * seed and the link alone.
 *
 * @param seed of the chance
 * @param drop the share of frames that get lost, 0 to 1
 * @param duplicate the share of frames that arrive twice, 0 to 1
 * @param delay the share of frames that are held back while others overtake them, 0 to 1
 * @param maxDelay how long a frame is held back at most
 */
public record TransportFaults(
    long seed, double drop, double duplicate, double delay, Duration maxDelay) {

  /** Checks shares. */
  public TransportFaults {
    for (double share : new double[] {drop, duplicate, delay}) {
      CloisterException.require(
          share >= 0 && share <= 1,
          ErrorCode.SETTING_INVALID,
          "A share of faulty frames must be from 0 to 1, was " + share + ".");
    }
    CloisterException.require(
        !maxDelay.isNegative(),
        ErrorCode.SETTING_INVALID,
        "maxDelay must be at least 0, was " + maxDelay + ".");
  }

  /** Nothing goes wrong. */
  public static TransportFaults none() {
    return new TransportFaults(0, 0, 0, 0, Duration.ZERO);
  }
}
