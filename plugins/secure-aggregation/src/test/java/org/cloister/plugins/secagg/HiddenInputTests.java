package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.QuantizationPlan;
import org.junit.jupiter.api.Test;

/**
 * What the coordinator received in 200 sessions says nothing about the inputs; with masking off,
 * the broken twin, the same tests see everything. Each chi-square test has 255 degrees of freedom
 * and a bound of 387, which uniform bytes exceed with a chance below 1.5e-7 (Wilson-Hilferty: 5.1
 * standard deviations); the four of them together raise a false alarm less than once in a million
 * runs.
 */
class HiddenInputTests {
  private static final int SESSIONS = 200;
  private static final int LENGTH = 64;
  private static final double BOUND = 387;

  /** The masked vectors of site 0 when it gave {@code value} everywhere, or the plain ones. */
  private static List<long[]> captured(long value, boolean masking) {
    List<long[]> captured = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      long[] plain = new long[LENGTH];
      Arrays.fill(plain, value);
      if (!masking) {
        captured.add(plain);
        continue;
      }
      try (Stage stage =
          new Stage(new BonawitzAggregation(), Stage.plan("s" + i, 3, 3, 32, LENGTH))) {
        stage.start();
        stage.send("site-0", stage.session("site-0").contribute(new Residues(32, plain)));
        stage.deliver();
        captured.add(input(stage));
      }
    }
    return captured;
  }

  private static long[] input(Stage stage) {
    IntVector vector =
        Tamper.last(stage, "site-0", Steps.INPUT).orElseThrow().vector().orElseThrow();
    return Residues.of(vector);
  }

  private static int[] bytes(List<long[]> vectors) {
    int[] counts = new int[256];
    for (long[] vector : vectors) {
      for (long residue : vector) {
        for (int b = 0; b < 4; b++) {
          counts[(int) (residue >>> (8 * b)) & 0xff]++;
        }
      }
    }
    return counts;
  }

  /** Whether all byte values come as often: Pearson's chi-square against the uniform. */
  private static double againstUniform(int[] counts) {
    double expected = IntStream.of(counts).sum() / 256.0;
    return IntStream.of(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
  }

  /** Whether two samples of the same size come from the same source. */
  private static double against(int[] one, int[] other) {
    double sum = 0;
    for (int i = 0; i < 256; i++) {
      int both = one[i] + other[i];
      sum += both == 0 ? 0 : Math.pow(one[i] - other[i], 2) / both;
    }
    return sum;
  }

  @Test
  void input_twoChosenVectors_areUniformAndIndistinguishable() {
    int[] zeros = bytes(captured(0, true));
    int[] ones = bytes(captured(0xffff_ffffL, true));
    assertTrue(againstUniform(zeros) < BOUND, () -> "zeros " + againstUniform(zeros));
    assertTrue(againstUniform(ones) < BOUND, () -> "ones " + againstUniform(ones));
    assertTrue(against(zeros, ones) < BOUND, () -> "difference " + against(zeros, ones));
  }

  @Test
  void input_withMaskingOff_failsBothTests() {
    int[] zeros = bytes(captured(0, false));
    int[] ones = bytes(captured(0xffff_ffffL, false));
    assertTrue(againstUniform(zeros) > BOUND);
    assertTrue(against(zeros, ones) > BOUND);
  }

  /** Masks never repeat: xor of any two vectors of the same input is uniform, too. */
  @Test
  void input_sameVectorInEachSession_isAnotherOneEachTime() {
    List<long[]> captured = captured(12345, true);
    List<long[]> differences = new ArrayList<>();
    for (int i = 1; i < captured.size(); i++) {
      long[] difference = new long[LENGTH];
      for (int k = 0; k < LENGTH; k++) {
        difference[k] = captured.get(i)[k] ^ captured.get(i - 1)[k];
      }
      differences.add(difference);
    }
    assertTrue(againstUniform(bytes(differences)) < BOUND);
    assertEquals(SESSIONS, captured.stream().map(Arrays::hashCode).distinct().count());
  }

  /**
   * The gradient of logistic regression on one row is the row times a number, and that number is
   * the gradient of the bias (Geiping et al. 2020, proposition 3.1): whoever sees the update of a
   * site with one row has the row. From masked residues the same arithmetic guesses signs by
   * chance: 20 rows of 50 binary features each, so that more than 60 % right has a chance below
   * 1e-9.
   */
  @Test
  void input_gradientInversion_isAtChanceAndSucceedsWithMaskingOff() {
    int right = 0;
    int rightWithoutMasks = 0;
    int features = 50;
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom chance = new SplittableRandom(seed);
      float[] row = new float[features];
      float[] gradient = new float[features + 1];
      float residual = (float) (0.2 + 0.3 * chance.nextDouble());
      for (int i = 0; i < features; i++) {
        row[i] = chance.nextBoolean() ? 1 : -1;
        gradient[i] = residual * row[i];
      }
      gradient[features] = residual;
      right += agreeing(row, seen(gradient, seed, true));
      rightWithoutMasks += agreeing(row, seen(gradient, seed, false));
    }
    int all = 20 * features;
    assertEquals(all, rightWithoutMasks);
    assertTrue(right > 0.4 * all && right < 0.6 * all, right + " of " + all);
  }

  private static int agreeing(float[] row, float[] gradient) {
    int agreeing = 0;
    for (int i = 0; i < row.length; i++) {
      agreeing += Math.signum(gradient[i] / gradient[row.length]) == row[i] ? 1 : 0;
    }
    return agreeing;
  }

  /** The update as the coordinator reads what it received. */
  private static float[] seen(float[] gradient, int seed, boolean masking) {
    List<Part> parts =
        List.of(Part.weighted(Part.DELTA, new Part.Kind.Tensors(gradient.length, 10)));
    UniformQuantizer quantizer = new UniformQuantizer();
    QuantizationPlan plan = quantizer.plan(parts, 3, 1, Settings.none());
    Contribution own =
        new Contribution(
            Digest.of("base"), 1, Parts.ofTensor(Part.DELTA, FloatVector.of(gradient)));
    IntVector residues =
        quantizer.quantize(own, plan, (position, target) -> Arrays.fill(target, (byte) seed));
    if (masking) {
      try (Stage stage =
          new Stage(
              new BonawitzAggregation(),
              Stage.plan("inversion" + seed, 3, 3, plan.modulusBits(), (int) plan.length()))) {
        stage.start();
        stage.send("site-0", stage.session("site-0").contribute(residues));
        stage.deliver();
        residues = new Residues(plan.modulusBits(), input(stage));
      }
    }
    // The weight's residue may be anything; only the tensor is read.
    return quantizer
        .dequantize(residues, Digest.of("base"), plan, 1, Vectors.onHeap())
        .sums()
        .tensor(Part.DELTA)
        .toArray();
  }
}
