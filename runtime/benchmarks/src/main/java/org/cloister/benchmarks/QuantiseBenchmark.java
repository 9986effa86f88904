package org.cloister.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cloister.engine.round.SeededRounding;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.plugins.secagg.SecureAggregationPlugin;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;

/**
 * How fast ten million values are looked at, clipped and rounded by bits of AES, read as the
 * network reads them; in turn with NumPy, whose bits are no secret, with the steps that SecAgg+ of
 * Flower takes, and with the limit: a plain loop that clips and rounds to the nearest over the same
 * array, without chance.
 */
public final class QuantiseBenchmark {
  private static final int LENGTH = 10_000_000;
  private static final int CHUNK = 1 << 13;
  private static final int ROUNDS = 7;
  private static final int WARM_UP = 5;
  private static final float BOUND = 3;

  private QuantiseBenchmark() {}

  /** Runs the benchmark and prints it. */
  public static void main(String... args) {
    say("Java %s", System.getProperty("java.version"));
    run("no value beyond the bound", 0.0029f);
    run("a quarter of the values beyond the bound", 0.004f);
  }

  private static void run(String name, float slope) {
    say("quantise 1e7, %s:", name);
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (i % 2001 - 1000) * slope;
    }
    Quantizer quantizer = new SecureAggregationPlugin().quantizers().get(0);
    QuantizationPlan plan = plan(quantizer, LENGTH);
    FloatVector in = FloatVector.of(values);
    long[] chunk = new long[CHUNK];
    Runnable ours = () -> read(quantised(quantizer, plan, in), chunk);
    Runnable limit = () -> plain(values, chunk);
    for (int i = 0; i < WARM_UP; i++) {
      ours.run();
      limit.run();
    }
    double[] tuned = new double[ROUNDS];
    double[] secAggPlus = new double[ROUNDS];
    double[] below = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double rate = 1e-6 * LENGTH / CpuTime.seconds(ours);
      double most = 1e-6 * LENGTH / CpuTime.seconds(limit);
      tuned[round] = rate / numpy(NumpyQuantise.Way.TUNED, slope);
      secAggPlus[round] = rate / numpy(NumpyQuantise.Way.SECAGG_PLUS, slope);
      below[round] = rate / most;
      say("  %.0f million values/s; plain loop %.0f", rate, most);
    }
    summary("SecAgg+'s steps in NumPy", secAggPlus);
    summary("NumPy's fastest way", tuned);
    summary("the plain loop", below);
  }

  private static double numpy(NumpyQuantise.Way way, float slope) {
    return NumpyQuantise.millionValuesASecond(way, LENGTH, slope).orElse(Double.NaN);
  }

  static QuantizationPlan plan(Quantizer quantizer, long length) {
    return quantizer.plan(
        List.of(Part.weighted(Part.DELTA, new Part.Kind.Tensors(length, BOUND))),
        3,
        1,
        Settings.none());
  }

  static IntVector quantised(Quantizer quantizer, QuantizationPlan plan, FloatVector in) {
    Contribution own = new Contribution(Digest.of("base"), 1, Parts.ofTensor(Part.DELTA, in));
    return quantizer.quantize(own, plan, new SeededRounding(7));
  }

  private static void read(IntVector vector, long[] chunk) {
    for (long at = 0; at < vector.length(); at += CHUNK) {
      vector.read(at, chunk, 0, (int) Math.min(CHUNK, vector.length() - at));
    }
  }

  private static void plain(float[] values, long[] chunk) {
    for (int at = 0; at < LENGTH; at += CHUNK) {
      plain(values, at, Math.min(CHUNK, LENGTH - at), chunk);
    }
  }

  private static void plain(float[] values, int at, int count, long[] to) {
    double scale = (1 << 28) / BOUND;
    for (int i = 0; i < count; i++) {
      double clipped = Math.min(Math.max(values[at + i], -BOUND), BOUND);
      to[i] = Double.doubleToRawLongBits(clipped * scale + 0x1.8p52) & 0xffffffffL;
    }
  }

  private static void summary(String name, double[] ratios) {
    Arrays.sort(ratios);
    say(
        "  beside %s: median %.2f, from %.2f to %.2f over %d rounds",
        name, ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1], ROUNDS);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
