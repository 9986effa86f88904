package org.cloister.model;

/**
 * What a participant says of itself when it joins and with every answer; work is placed by it.
 *
 * @param cores processors it offers; at least 1
 * @param memoryBytes memory it offers; at least 0
 * @param load the share of its cores that is busy now, 0 or more
 * @param examples how many training examples it has; 0 for a node without data, and on routes where
 *     only sums leave a site
 * @param stepsPerSecond its speed in past training, 0 if unknown
 */
public record Resources(
    int cores, long memoryBytes, double load, long examples, double stepsPerSecond) {

  /** Checks the ranges. */
  public Resources {
    CloisterException.require(
        cores >= 1
            && memoryBytes >= 0
            && load >= 0
            && Double.isFinite(load)
            && examples >= 0
            && stepsPerSecond >= 0
            && Double.isFinite(stepsPerSecond),
        ErrorCode.MESSAGE_MALFORMED,
        "Reported resources must have cores >= 1 and no negative or infinite value.");
  }
}
