package org.cloister.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.crypto.MaskStream;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SecretShares;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.SummedUpdate;
import org.cloister.node.FileVectors;
import org.cloister.plugins.secagg.SecureAggregationPlugin;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;

/**
 * What the coordinator and the sites do beside masking: unmasking with none, a tenth and almost a
 * third of the sites gone, sharing and reconstructing secrets. With the argument {@code sparse}
 * unmasking over 1000 sites instead, which takes minutes because this process is all of them, and
 * {@code -Xmx4g}; with {@code large} a sum of 100 million values over three sites, for a JVM with
 * {@code -Xmx256m}.
 */
public final class UnmaskBenchmark {
  private static final int CHUNK = 1 << 13;
  private static final long KEYSTREAM_BYTES = 1L << 30;

  private UnmaskBenchmark() {}

  /** Runs the benchmark and prints it. */
  public static void main(String... args) throws IOException {
    say("Java %s", System.getProperty("java.version"));
    if (args.length > 0 && args[0].equals("large")) {
      large(args.length > 1 ? Long.parseLong(args[1]) : 100_000_000L);
      return;
    }
    if (args.length > 0 && args[0].equals("sparse")) {
      for (int percent : new int[] {0, 10}) {
        unmask(1000, 100_000, percent, Double.NaN, false);
      }
      return;
    }
    shares();
    double limit = keystreamGigabytesASecond(new SecureRandom());
    say("the limit, AES-256 in counter mode alone on one core: %.1f GB/s", limit);
    for (int percent : new int[] {0, 10, 30}) {
      unmask(10, 1_000_000, percent, limit, true);
      unmask(50, 100_000, percent, limit, true);
      unmask(101, 1_000_000, percent, limit, true);
    }
  }

  private static double read(IntVector vector) {
    long[] chunk = new long[CHUNK];
    return CpuTime.seconds(
        () -> {
          for (long at = 0; at < vector.length(); at += CHUNK) {
            vector.read(at, chunk, 0, (int) Math.min(CHUNK, vector.length() - at));
          }
        });
  }

  private static void unmask(int n, int length, int percent, double limit, boolean complete) {
    int dropped = n * percent / 100;
    try (MaskedSession session = new MaskedSession(n, 32, length, HeldResidues::copy)) {
      session.contribute(i -> new MaskBenchmark.Zeros(length, 32), dropped);
      session.deliver();
      IntVector sum = session.hub.sum().orElseThrow().residues();
      double masks = read(sum);
      say(
          "unmask n=%d d=%d, %d dropped: %.3f s (shares and keys %.3f, masks and sum %.3f)",
          n, length, dropped, session.revealSeconds() + masks, session.revealSeconds(), masks);
      if (complete) {
        long streams = (n - dropped) * (1L + dropped); // own ones, and those of pairs that broke
        double rate = 4e-9 * length * streams / masks;
        say("  masks of %d keys: %.1f GB/s, %.2f of the limit", streams, rate, rate / limit);
      }
      say(
          "  on the wire: %.4f bytes a value, and %d bytes of keys, shares and signatures a site",
          WireBytes.perValue(sum), session.bodyBytes() / n);
    }
  }

  private static void shares() {
    SecureRandom random = new SecureRandom();
    double[] share = new double[30];
    double[] reconstruct = new double[30];
    for (int i = 0; i < 30; i++) {
      try (SecretBytes secret = SecretShares.randomSecret(random)) {
        long start = System.nanoTime();
        List<SecretBytes> shares = SecretShares.share(secret, 68, 101, random);
        share[i] = 1e-6 * (System.nanoTime() - start);
        Map<Integer, SecretBytes> some = new TreeMap<>();
        for (int x = 20; x < 88; x++) {
          some.put(x + 1, shares.get(x));
        }
        start = System.nanoTime();
        if (!SecretShares.reconstruct(some).equals(secret)) {
          throw new IllegalStateException("the shares must give the secret");
        }
        reconstruct[i] = 1e-6 * (System.nanoTime() - start);
      }
    }
    java.util.Arrays.sort(share);
    java.util.Arrays.sort(reconstruct);
    say("t=68 of 101: share %.2f ms, reconstruct %.2f ms (medians)", share[15], reconstruct[15]);
  }

  /** What AES alone reaches, read as masks are: the limit of taking masks off. */
  private static double keystreamGigabytesASecond(SecureRandom random) {
    byte[] tile = new byte[MaskStream.TILE];
    double best = 0;
    try (SecretBytes key = SecretBytes.random(32, random);
        MaskStream stream = new MaskStream(key)) {
      for (int round = 0; round < 10; round++) {
        long from = (long) round * KEYSTREAM_BYTES;
        double seconds =
            CpuTime.seconds(
                () -> {
                  for (long at = 0; at < KEYSTREAM_BYTES; at += tile.length) {
                    stream.read(from + at, tile, tile.length);
                  }
                });
        best = Math.max(best, 1e-9 * KEYSTREAM_BYTES / seconds);
      }
    }
    return best;
  }

  private static void large(long length) throws IOException {
    Quantizer quantizer = new SecureAggregationPlugin().quantizers().get(0);
    QuantizationPlan plan = QuantiseBenchmark.plan(quantizer, length);
    Path folder = Files.createTempDirectory("unmask");
    long start = System.nanoTime();
    try (FileVectors vectors = new FileVectors(folder.resolve("vectors"));
        MaskedSession session =
            new MaskedSession(
                3, plan.modulusBits(), plan.length(), v -> FileResidues.copy(v, folder))) {
      session.contribute(i -> QuantiseBenchmark.quantised(quantizer, plan, new Ramp(length, i)), 0);
      session.deliver();
      IntVector sum = session.hub.sum().orElseThrow().residues();
      SummedUpdate update = quantizer.dequantize(sum, Digest.of("base"), plan, 3, vectors);
      float[] some = new float[3];
      update.sums().tensor(Part.DELTA).read(length - 3, some, 0, 3);
      float[] expected = new float[3];
      for (int i = 0; i < 3; i++) {
        expected[i] = 3 * new Ramp(length, 1).at(length - 3 + i);
      }
      say(
          "sum of %d values over 3 sites: %.1f s; last %s, expected about %s",
          length,
          1e-9 * (System.nanoTime() - start),
          java.util.Arrays.toString(some),
          java.util.Arrays.toString(expected));
    }
    Files.deleteIfExists(folder.resolve("vectors"));
    Files.deleteIfExists(folder);
    say("heap at most %d MiB", Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Values that follow from where they stand. */
  private record Ramp(long length, int site) implements FloatVector {
    float at(long index) {
      return (index % 1000) * 0.001f + (site - 1) * 0.01f;
    }

    @Override
    public void read(long offset, float[] target, int targetOffset, int count) {
      for (int i = 0; i < count; i++) {
        target[targetOffset + i] = at(offset + i);
      }
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
