package org.cloister.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.cloister.crypto.CryptoSuite;

/**
 * What the suites fips and pq-hybrid cost beside standard: whole sessions of 4 and of 32 sites with
 * short vectors, so that keys, shares and signatures are what is measured, in turn; processor time
 * of all parties, and what a site sends and is sent beside its vector.
 */
public final class SuiteBenchmark {
  private static final int LENGTH = 1000;
  private static final int ROUNDS = 7;

  private SuiteBenchmark() {}

  private record Cost(double milliseconds, long bytes) {}

  /** Runs the benchmark and prints it. */
  public static void main(String... args) {
    say("Java %s", System.getProperty("java.version"));
    for (int n : new int[] {4, 32}) {
      compare(n);
    }
  }

  private static void compare(int n) {
    CryptoSuite[] suites = CryptoSuite.values();
    double[][] times = new double[suites.length][ROUNDS];
    long[] bytes = new long[suites.length];
    for (int round = -3; round < ROUNDS; round++) { // the first ones warm up
      for (int i = 0; i < suites.length; i++) {
        Cost cost = session(suites[i], n);
        if (round >= 0) {
          times[i][round] = cost.milliseconds();
        }
        bytes[i] = cost.bytes();
      }
    }
    double standard = median(times[0]);
    say("session of %d sites, all parties; a site and its part of the coordinator; on its wire", n);
    for (int i = 0; i < suites.length; i++) {
      double all = median(times[i]);
      say(
          "  %-9s %8.1f ms %7.2f ms %7d bytes: %.1f and %.1f times standard",
          suites[i].id(), all, all / n, bytes[i], all / standard, (double) bytes[i] / bytes[0]);
    }
  }

  private static Cost session(CryptoSuite suite, int n) {
    long[] bytes = {0};
    double seconds =
        CpuTime.seconds(
            () -> {
              try (MaskedSession session = new MaskedSession(suite, n, 32, LENGTH, v -> v)) {
                session.contribute(i -> new MaskBenchmark.Zeros(LENGTH, 32), 0);
                session.deliver();
                session.hub.sum().orElseThrow().residues().read(0, new long[LENGTH], 0, LENGTH);
                bytes[0] = session.bodyBytes() / n;
              }
            });
    return new Cost(1e3 * seconds, bytes[0]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
