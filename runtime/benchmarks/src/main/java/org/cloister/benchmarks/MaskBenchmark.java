package org.cloister.benchmarks;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cloister.model.IntVector;
import org.cloister.plugins.secagg.SecureAggregationPlugin;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.SessionMessage;

/**
 * How fast a site masks with 10 and with 100 others, read as the network reads it, in gigabytes of
 * keystream a second of processor time, in turn with {@code openssl speed -evp aes-256-ctr}. The
 * very first masks of the JVM come first: what the warm-up of the bundle is worth.
 */
public final class MaskBenchmark {
  private static final int CHUNK = 1 << 14;
  private static final int ROUNDS = 5;

  private MaskBenchmark() {}

  /** Zeros: reading them costs next to nothing, so that the masks are what is measured. */
  record Zeros(long length, int modulusBits) implements IntVector {
    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      java.util.Arrays.fill(target, targetOffset, targetOffset + count, 0);
    }
  }

  /** Runs the benchmark and prints it. */
  public static void main(String... args) {
    say("Java %s", System.getProperty("java.version"));
    long start = System.nanoTime();
    new SecureAggregationPlugin();
    say("construction of the plugin with its warm-up: %.2f s", 1e-9 * (System.nanoTime() - start));
    firstAndTenth();
    for (int peers : new int[] {10, 100}) {
      for (int length : new int[] {(1 << 20) + 1, 10_000_000}) {
        compare(peers, length);
      }
    }
  }

  private static IntVector masked(MaskedSession session, int length) {
    ParticipantSession site = session.site(0);
    Optional<SessionMessage> input = site.contribute(new Zeros(length, 32)).stream().findFirst();
    return input.orElseThrow().vector().orElseThrow();
  }

  private static double seconds(IntVector vector) {
    long[] chunk = new long[CHUNK];
    return CpuTime.seconds(
        () -> {
          for (long at = 0; at < vector.length(); at += CHUNK) {
            vector.read(at, chunk, 0, (int) Math.min(CHUNK, vector.length() - at));
          }
        });
  }

  private static void firstAndTenth() {
    int length = 10_000_000;
    double first = 0;
    for (int i = 1; i <= 10; i++) {
      try (MaskedSession session = new MaskedSession(11, 32, length, v -> v)) {
        // Reads it once for its digest.
        double rate = 11 * 4e-9 * length / CpuTime.seconds(() -> masked(session, length));
        first = i == 1 ? rate : first;
        if (i == 1 || i == 10) {
          say("mask %d with its digest, k=10, 1e7: %.2f GB/s of keystream", i, rate);
        }
        if (i == 10) {
          say("first / tenth: %.2f", first / rate);
        }
      }
    }
  }

  private static void compare(int peers, int length) {
    double keystream = (peers + 1) * 4e-9 * length;
    double[] ratios = new double[ROUNDS];
    try (MaskedSession session = new MaskedSession(peers + 1, 32, length, v -> v)) {
      IntVector vector = masked(session, length);
      seconds(vector);
      for (int round = 0; round < ROUNDS; round++) {
        double ours = keystream / seconds(vector);
        OptionalDouble openssl = OpensslSpeed.counterMode();
        ratios[round] = ours / openssl.orElse(Double.NaN);
        say(
            "k=%d d=%d: %.2f GB/s of keystream, %.3f s; openssl %.2f, ratio %.2f",
            peers, length, ours, keystream / ours, openssl.orElse(Double.NaN), ratios[round]);
      }
    }
    java.util.Arrays.sort(ratios);
    say(
        "k=%d d=%d beside openssl: median %.2f, from %.2f to %.2f",
        peers, length, ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
