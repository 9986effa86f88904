package org.cloister.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures one way of doing a thing beside another in the same run, in turn, because on a shared
 * machine only such ratios mean anything. Counts the CPU time of the calling thread, which other
 * programs disturb less than the time of day; whoever is measured must work on that thread alone.
 */
final class AlternatingRounds {
  private static final int ROUNDS = 5;
  private static final double WARM_UP_SECONDS = 2;
  private static final double ROUND_SECONDS = 1;
  private static final int CALLS_A_LOOK = 16;

  private final PrintStream out;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  AlternatingRounds(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints the rate of both in each round, and the median and the spread of their ratio.
   *
   * @param unit of the rate, such as "steps/s"
   * @param unitsACall how many of them one call does
   */
  void compare(
      String unit, int unitsACall, String name, Runnable ours, String limitName, Runnable limit) {
    rate(ours, WARM_UP_SECONDS);
    rate(limit, WARM_UP_SECONDS);
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double first = unitsACall * rate(ours, ROUND_SECONDS);
      double second = unitsACall * rate(limit, ROUND_SECONDS);
      ratios[round] = first / second;
      out.printf(
          Locale.ROOT,
          "round %d: %s %,.0f %s, %s %,.0f %s, ratio %.3f%n",
          round + 1,
          name,
          first,
          unit,
          limitName,
          second,
          unit,
          ratios[round]);
    }
    Arrays.sort(ratios);
    out.printf(
        Locale.ROOT,
        "ratio %s / %s: median %.3f, spread %.3f to %.3f over %d rounds%n",
        name,
        limitName,
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1],
        ROUNDS);
  }

  /** Calls a second of CPU time. */
  private double rate(Runnable call, double seconds) {
    long start = threads.getCurrentThreadCpuTime();
    long calls = 0;
    double spent;
    do {
      for (int i = 0; i < CALLS_A_LOOK; i++) {
        call.run();
      }
      calls += CALLS_A_LOOK;
      spent = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    } while (spent < seconds);
    return calls / spent;
  }
}
