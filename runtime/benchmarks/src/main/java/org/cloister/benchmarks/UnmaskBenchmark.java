package org.cloister.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SecretShares;
import org.cloister.engine.round.SeededRounding;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.node.FileVectors;
import org.cloister.plugins.secagg.SecureAggregationPlugin;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;

/**
 * What the coordinator and the sites do beside masking: unmasking with none, a tenth and almost a
 * third of the sites gone, sharing and reconstructing secrets, quantising. With the argument {@code
 * sparse} unmasking over 1000 sites instead, which takes minutes because this process is all of
 * them, and {@code -Xmx4g}; with {@code large} a sum of 100 million values over three sites, for a
 * JVM with {@code -Xmx256m}.
 */
public final class UnmaskBenchmark {
  private static final int CHUNK = 1 << 13;

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
        unmask(1000, 100_000, percent);
      }
      return;
    }
    shares();
    quantise();
    for (int percent : new int[] {0, 10, 30}) {
      unmask(10, 1_000_000, percent);
      unmask(50, 100_000, percent);
      unmask(101, 1_000_000, percent);
    }
  }

  private static double read(IntVector vector) {
    long[] chunk = new long[CHUNK];
    long start = System.nanoTime();
    for (long at = 0; at < vector.length(); at += CHUNK) {
      vector.read(at, chunk, 0, (int) Math.min(CHUNK, vector.length() - at));
    }
    return 1e-9 * (System.nanoTime() - start);
  }

  private static void unmask(int n, int length, int percent) {
    int dropped = n * percent / 100;
    try (MaskedSession session = new MaskedSession(n, 32, length, v -> v)) {
      session.contribute(i -> new MaskBenchmark.Zeros(length, 32), dropped);
      session.deliver();
      IntVector sum = session.hub.sum().orElseThrow().residues();
      double masks = read(sum);
      say(
          "unmask n=%d d=%d, %d dropped: %.3f s (shares and keys %.3f, masks and sum %.3f)",
          n, length, dropped, session.revealSeconds() + masks, session.revealSeconds(), masks);
      say(
          "  on the wire: %d bytes a value, and %d bytes of keys, shares and signatures a site",
          4, session.bodyBytes() / n);
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

  private static QuantizationPlan plan(Quantizer quantizer, long length) {
    return quantizer.plan(
        List.of(Part.weighted(Part.DELTA, new Part.Kind.Tensors(length, 3))),
        3,
        1,
        Settings.none());
  }

  private static IntVector quantised(Quantizer quantizer, QuantizationPlan plan, FloatVector in) {
    Contribution own = new Contribution(Digest.of("base"), 1, Parts.ofTensor(Part.DELTA, in));
    return quantizer.quantize(own, plan, new SeededRounding(7));
  }

  private static void quantise() {
    int length = 10_000_000;
    Quantizer quantizer = new SecureAggregationPlugin().quantizers().get(0);
    QuantizationPlan plan = plan(quantizer, length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (i % 2001 - 1000) * 0.004f;
    }
    FloatVector in = FloatVector.of(values);
    double best = 0;
    for (int round = 0; round < 12; round++) {
      double seconds = CpuTime.seconds(() -> read(quantised(quantizer, plan, in)));
      best = Math.max(best, 1e-6 * length / seconds);
    }
    say("quantise 1e7, clip, count and round by bits of AES: %.0f million values/s", best);
  }

  private static void large(long length) throws IOException {
    Quantizer quantizer = new SecureAggregationPlugin().quantizers().get(0);
    QuantizationPlan plan = plan(quantizer, length);
    Path folder = Files.createTempDirectory("unmask");
    long start = System.nanoTime();
    try (FileVectors vectors = new FileVectors(folder.resolve("vectors"));
        MaskedSession session =
            new MaskedSession(
                3, plan.modulusBits(), plan.length(), v -> FileResidues.copy(v, folder))) {
      session.contribute(i -> quantised(quantizer, plan, new Ramp(length, i)), 0);
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
