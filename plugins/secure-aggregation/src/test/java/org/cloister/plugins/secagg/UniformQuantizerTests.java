package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.RoundingBits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniformQuantizerTests {
  private static final Digest BASE = Digest.of("base");
  private final UniformQuantizer quantizer = new UniformQuantizer();

  /** As a real stream: what is read does not depend on where reading begins. */
  private static RoundingBits bits(long seed) {
    return (position, target) -> {
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) new SplittableRandom(seed + 7919 * (position + i)).nextInt();
      }
    };
  }

  /** The same bits everywhere: rounds all down, or all up. */
  private static RoundingBits all(int value) {
    return (position, target) -> Arrays.fill(target, (byte) value);
  }

  private static List<Part> tensor(int length, double clip) {
    return List.of(Part.weighted(Part.DELTA, new Part.Kind.Tensors(length, clip)));
  }

  private static Contribution of(double weight, float... values) {
    return new Contribution(BASE, weight, Parts.ofTensor(Part.DELTA, FloatVector.of(values)));
  }

  private SummedUpdate sum(QuantizationPlan plan, List<IntVector> sites) {
    Residues sum = new Residues(plan.modulusBits(), new long[(int) plan.length()]);
    for (IntVector site : sites) {
      sum = sum.plus(site);
    }
    return quantizer.dequantize(sum, BASE, plan, sites.size(), Vectors.onHeap());
  }

  /** The digits by exact arithmetic: {@code floor(x + u)}, u of 32 bits and half a step. */
  @Test
  void quantize_anyValues_isTheExactFloorOfEachPlusItsChance() {
    double clip = 0.1; // no float: the greatest below it is the bound
    float[] values = new float[5000];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() * 0.21 - 0.105);
    }
    values[77] = Float.NaN;
    QuantizationPlan plan = quantizer.plan(tensor(values.length, clip), 3, 1, Settings.none());
    SpanPlan spans = SpanPlan.of(plan);
    Span span = spans.parts().get(0);
    IntVector got = quantizer.quantize(of(1, values), plan, bits(11));
    long[] residues = new long[(int) got.length()];
    got.read(0, residues, 0, residues.length);
    for (int i = 0; i < values.length; i++) {
      byte[] four = new byte[4];
      bits(11).read(4 * (span.start() + i), four);
      int word = ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).getInt();
      float bound = Math.nextDown((float) clip); // the nearest float is above
      float value = Float.isNaN(values[i]) ? 0 : Math.max(-bound, Math.min(bound, values[i]));
      // 53 bits of the product are all that the quantizer promises.
      BigDecimal steps = new BigDecimal(value * (1 / span.step()));
      BigDecimal chance = new BigDecimal((word + 0x1p31 + 0.5) * 0x1p-32);
      long floor = steps.add(chance).setScale(0, RoundingMode.FLOOR).longValueExact();
      assertEquals(floor, spans.grid().centred(residues[(int) span.start() + i]));
    }
  }

  @Test
  void plan_boundBelowAllFloats_isRefused() {
    CloisterException refused =
        assertThrows(
            CloisterException.class,
            () -> quantizer.plan(tensor(2, 1e-300), 3, 1, Settings.none()));
    assertEquals(ErrorCode.PROTECTION_REFUSED, refused.code());
  }

  @ParameterizedTest
  @CsvSource({"1,32", "2,8", "3,32", "7,16", "100,32", "128,64", "128,12", "1000,33"})
  void dequantize_allAtTheirBounds_neverWraps(int sites, int ringBits) {
    Settings settings = Settings.of("ring-bits", Integer.toString(ringBits));
    QuantizationPlan plan = quantizer.plan(tensor(2, 3), sites, 50, settings);
    for (int bits : new int[] {0, 0x7f, 0x80, 0xff}) {
      List<IntVector> all = new ArrayList<>();
      for (int i = 0; i < sites; i++) {
        all.add(quantizer.quantize(of(50, 3, -3), plan, all(bits)));
      }
      SummedUpdate sum = sum(plan, all);
      double step = 50 * 3.0 / SpanPlan.of(plan).grid().half();
      assertArrayEquals(
          new double[] {150.0 * sites, -150.0 * sites},
          new double[] {
            sum.sums().tensor(Part.DELTA).toArray()[0], sum.sums().tensor(Part.DELTA).toArray()[1]
          },
          sites * step + 1e-6 * 150 * sites);
      assertEquals(50.0 * sites, sum.weightSum());
    }
  }

  @ParameterizedTest
  @CsvSource({"3,16,18", "4,16,18", "5,16,19", "128,8,15", "1,2,3", "100,24,31"})
  void plan_valueBits_givesTheNarrowestRing(int sites, int valueBits, int ringBits) {
    Settings settings = Settings.of("value-bits", Integer.toString(valueBits));
    if (valueBits == 2) {
      settings = Settings.of("value-bits", "3");
    }
    int bits = quantizer.plan(tensor(5, 1), sites, 1, settings).modulusBits();
    long most = (1L << (Integer.parseInt(settings.text("value-bits")) - 1)) - 1;
    assertTrue(sites * most <= (1L << (bits - 1)) - 1, "it may wrap");
    assertTrue(sites * most > (1L << (bits - 2)) - 1, "it could be narrower");
    assertEquals(ringBits, bits);
  }

  /**
   * 40 000 roundings of values between two steps: their mean is off by more than 5 standard errors
   * with a chance below 1e-6. Rounding to nearest, the broken twin, is off by 30 of them.
   */
  @Test
  void quantize_betweenSteps_isRightOnAverage() {
    int count = 40_000;
    Settings settings = Settings.of("value-bits", "8");
    QuantizationPlan plan =
        quantizer.plan(tensor(count, 100_000), 1, 1, settings.with("bound", "125"));
    double step = 125.0 / SpanPlan.of(plan).grid().half();
    float value = (float) (step * 10.2);
    float[] values = new float[count];
    Arrays.fill(values, value);
    double error = StrictMath.sqrt(0.2 * 0.8 / count) * step;
    assertEquals(value, mean(plan, of(1, values), bits(3)), 5 * error);
    assertTrue(Math.abs(mean(plan, of(1, values), all(0x80)) - value) > 30 * error);
  }

  private double mean(QuantizationPlan plan, Contribution in, RoundingBits bits) {
    float[] back =
        sum(plan, List.of(quantizer.quantize(in, plan, bits))).sums().tensor(Part.DELTA).toArray();
    double total = 0;
    for (float f : back) {
      total += f;
    }
    return total / back.length;
  }

  @Test
  void quantize_beyondBoundsAndNotFinite_countsBothInsideTheVector() {
    List<Part> parts =
        List.of(
            Part.weighted(Part.DELTA, new Part.Kind.Tensors(6, 1)),
            Part.plain("loss", new Part.Kind.Scalars(2, -1, 1, 0.001)),
            Part.plain("hits", new Part.Kind.Counts(2, 10)));
    QuantizationPlan plan = quantizer.plan(parts, 4, 5, Settings.none());
    Parts values =
        new Parts(
            Map.of(
                Part.DELTA,
                FloatVector.of(
                    new float[] {
                      0.5f, Float.NaN, Float.POSITIVE_INFINITY, -7, 1, Float.NEGATIVE_INFINITY
                    })),
            Map.of("loss", List.of(3.0, Double.NaN)),
            Map.of("hits", List.of(10L, 11L)));
    SummedUpdate sum =
        sum(plan, List.of(quantizer.quantize(new Contribution(BASE, 9, values), plan, bits(1))));
    assertEquals(List.of(4L), sum.sums().counts(SpanPlan.SATURATED));
    assertEquals(List.of(4L), sum.sums().counts(SpanPlan.NOT_FINITE));
    assertEquals(5, sum.weightSum());
    assertArrayEquals(
        new float[] {2.5f, 0, 0, -5, 5, 0}, sum.sums().tensor(Part.DELTA).toArray(), 1e-6f);
    assertEquals(List.of(10L, 10L), sum.sums().counts("hits"));
    assertEquals(1, sum.sums().scalars("loss").get(0), 0.001);
    assertEquals(0, sum.sums().scalars("loss").get(1), 0.001);
  }

  @ParameterizedTest
  @CsvSource({"8", "16", "32", "64"})
  void dequantize_wideCountsAndScalars_areExactInAnyRing(int ringBits) {
    long most = 1L << 56;
    List<Part> parts =
        List.of(
            Part.plain("hits", new Part.Kind.Counts(2, most)),
            Part.weighted("loss", new Part.Kind.Scalars(1, -1e6, 1e6, 1e-6)));
    Settings settings = Settings.of("ring-bits", Integer.toString(ringBits));
    QuantizationPlan plan = quantizer.plan(parts, 10, 1e6, settings);
    List<IntVector> sites = new ArrayList<>();
    double loss = 0;
    for (int i = 0; i < 10; i++) {
      double own = -1 + 0.3 * i;
      loss += (i + 0.5) * own;
      Parts values =
          new Parts(
              Map.of(), Map.of("loss", List.of(own)), Map.of("hits", List.of(most - i, (long) i)));
      sites.add(quantizer.quantize(new Contribution(BASE, i + 0.5, values), plan, bits(i)));
    }
    SummedUpdate sum = sum(plan, sites);
    assertEquals(List.of(10 * most - 45, 45L), sum.sums().counts("hits"));
    assertEquals(50, sum.weightSum());
    assertEquals(loss, sum.sums().scalar("loss"), 2e-5);
  }

  @Test
  void quantize_anyRangeOrOrder_givesTheSameResidues() {
    SplittableRandom chance = new SplittableRandom(4);
    float[] values = new float[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (chance.nextDouble() * 2 - 1);
    }
    QuantizationPlan plan = quantizer.plan(tensor(5000, 80), 3, 10, Settings.none());
    IntVector vector = quantizer.quantize(of(3, values), plan, bits(8));
    long[] whole = Residues.of(vector);
    for (int i = 0; i < 200; i++) {
      int at = chance.nextInt(whole.length);
      int count = chance.nextInt(whole.length - at + 1);
      long[] part = new long[count];
      vector.read(at, part, 0, count);
      assertArrayEquals(Arrays.copyOfRange(whole, at, at + count), part);
    }
    assertThrows(
        IndexOutOfBoundsException.class, () -> vector.read(whole.length, new long[1], 0, 1));
  }

  @Test
  void plan_noiseMargin_growsWithDimensionAndIsKept() {
    Settings noisy = Settings.of("noise-deviation", "1000000");
    Grid small = SpanPlan.of(quantizer.plan(tensor(10, 1), 3, 1, noisy)).grid();
    Grid large = SpanPlan.of(quantizer.plan(tensor(10_000_000, 1), 3, 1, noisy)).grid();
    assertTrue(small.margin() >= 6_000_000 && large.margin() > small.margin());
    assertTrue(3 * large.most() + large.margin() < 1L << 31);
    // 2 exp(-z^2/2) for every residue together is at most 2^-30.
    double z = large.margin() / 1e6;
    assertTrue(2 * 40_000_000.0 * StrictMath.exp(-z * z / 2) <= 0x1p-30 * 1.0001);
  }

  @Test
  void plan_whatCannotBeHeld_isRefused() {
    assertRefused(tensor(3, Double.POSITIVE_INFINITY), 3, Settings.none());
    assertRefused(tensor(3, 1), 1 << 20, Settings.of("ring-bits", "16"));
    assertRefused(tensor(3, 1), 3, Settings.of("noise-deviation", "1e12"));
    assertRefused(
        List.of(Part.plain("hits", new Part.Kind.Counts(1, Long.MAX_VALUE / 2))),
        3,
        Settings.none());
    assertThrows(
        CloisterException.class,
        () ->
            quantizer.plan(tensor(3, 1), 3, 1, Settings.of("value-bits", "8", "ring-bits", "32")));
    assertThrows(
        CloisterException.class,
        () -> quantizer.plan(tensor(3, 1), 3, 1, Settings.of("bound", "0")));
    QuantizationPlan empty = quantizer.plan(tensor(0, 1), 3, 1, Settings.none());
    assertEquals(
        0,
        sum(empty, List.of(quantizer.quantize(of(1), empty, bits(1))))
            .sums()
            .tensor(Part.DELTA)
            .length());
  }

  private void assertRefused(List<Part> parts, int sites, Settings settings) {
    CloisterException refused =
        assertThrows(CloisterException.class, () -> quantizer.plan(parts, sites, 1, settings));
    assertEquals(ErrorCode.PROTECTION_REFUSED, refused.code());
  }
}
