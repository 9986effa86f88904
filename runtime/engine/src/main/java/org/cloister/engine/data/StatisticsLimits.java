package org.cloister.engine.data;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * How finely the federation's statistics are taken.
 *
 * @param bins of a numeric column's histogram, 16 to 65536; 0 for 1024, or fewer where the table
 *     has more than 64 numeric columns
 * @param mostRows the most training rows of one site, 1 to 2^31 - 1; it sizes what a sum route
 *     sends
 */
public record StatisticsLimits(int bins, long mostRows) {

  /** Checks the ranges. */
  public StatisticsLimits {
    CloisterException.require(
        bins == 0 || (bins >= 16 && bins <= 65536),
        ErrorCode.JOB_INVALID,
        "The bins of statistics must be from 16 to 65536, were " + bins + ".");
    CloisterException.require(
        mostRows >= 1 && mostRows <= Integer.MAX_VALUE,
        ErrorCode.JOB_INVALID,
        "The most rows of statistics must be from 1 to 2147483647, were " + mostRows + ".");
  }

  /** 1024 bins, or fewer where there are many columns; ten million rows. */
  public static StatisticsLimits usual() {
    return new StatisticsLimits(0, 10_000_000);
  }
}
