package org.cloister.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A whole job as a person runs it, from the start of the process to its end, beside the least that
 * such a process can take: {@code cloister version}, which starts the JVM and prints a line. The
 * two take turns.
 *
 * <p>Arguments: the folder of the distribution, a job file, rounds (default 5, at least 3).
 */
public final class SampleEndToEnd {
  private SampleEndToEnd() {}

  /** Prints both times of each turn and the median and spread of their ratio. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 2) {
      throw new IllegalArgumentException("arguments: DISTRIBUTION JOB [ROUNDS]");
    }
    String cloister = Path.of(args[0]).resolve("bin/cloister").toString();
    int rounds = Math.max(3, args.length > 2 ? Integer.parseInt(args[2]) : 5);
    double[] ratios = new double[rounds];
    seconds(cloister, "version"); // unpacks and caches what only a first start has to
    for (int round = 0; round < rounds; round++) {
      double start = seconds(cloister, "version");
      double whole = seconds(cloister, "simulate", args[1], "--format", "json");
      ratios[round] = whole / start;
      System.out.printf(
          Locale.ROOT,
          "round %d: job %.2f s, bare start %.2f s, ratio %.2f%n",
          round + 1,
          whole,
          start,
          ratios[round]);
    }
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "ratio job / bare start: median %.2f, spread %.2f to %.2f over %d rounds%n",
        ratios[rounds / 2],
        ratios[0],
        ratios[rounds - 1],
        rounds);
  }

  private static double seconds(String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("failed or hung: " + String.join(" ", command));
    }
    return (System.nanoTime() - start) * 1e-9;
  }
}
