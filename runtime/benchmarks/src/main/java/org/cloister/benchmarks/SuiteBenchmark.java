package org.cloister.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.cloister.crypto.CryptoSuite;

/**
 * What the suite pq-hybrid costs beside standard: whole sessions of 4 and of 32 sites with short
 * vectors, so that keys, shares and signatures are what is measured, in turn; processor time of all
 * parties, and what a site sends and is sent beside its vector.
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
    double[] standard = new double[ROUNDS];
    double[] hybrid = new double[ROUNDS];
    long standardBytes = 0;
    long hybridBytes = 0;
    for (int round = -3; round < ROUNDS; round++) { // the first ones warm up
      Cost one = session(CryptoSuite.STANDARD, n);
      Cost other = session(CryptoSuite.PQ_HYBRID, n);
      if (round >= 0) {
        standard[round] = one.milliseconds();
        hybrid[round] = other.milliseconds();
      }
      standardBytes = one.bytes();
      hybridBytes = other.bytes();
    }
    double first = median(standard);
    double second = median(hybrid);
    say(
        "session of %d sites, all parties: standard %.1f ms, pq-hybrid %.1f ms: %.1f times",
        n, first, second, second / first);
    say(
        "  a site and its part of the coordinator: %.2f and %.2f ms; on its wire %d and %d bytes: %.1f times",
        first / n, second / n, standardBytes, hybridBytes, (double) hybridBytes / standardBytes);
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
