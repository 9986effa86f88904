package org.cloister.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** FedAvg as plain loops over arrays of single precision, and the arrays. */
final class PlainFedAvg {
  final float[] current;
  final float[][] updates;
  private final float[] result;

  PlainFedAvg(int values, int count) {
    SplittableRandom random = new SplittableRandom(1);
    current = random(random, values);
    updates = new float[count][];
    for (int site = 0; site < count; site++) {
      updates[site] = random(random, values);
    }
    result = new float[values];
  }

  private static float[] random(SplittableRandom random, int values) {
    float[] array = new float[values];
    for (int i = 0; i < values; i++) {
      array[i] = (float) random.nextDouble(-1, 1);
    }
    return array;
  }

  /** How much a site counts. */
  static double weight(int site) {
    return 100 + site;
  }

  void average() {
    Arrays.fill(result, 0);
    double total = 0;
    for (int site = 0; site < updates.length; site++) {
      addScaled(result, (float) weight(site), updates[site]);
      total += weight(site);
    }
    step(result, (float) (1 / total), current);
  }

  private static void addScaled(float[] sum, float factor, float[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static void step(float[] sum, float factor, float[] from) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = from[i] + factor * sum[i];
    }
  }

  /** Copies every update; the result is then nothing. */
  void copy() {
    for (float[] update : updates) {
      System.arraycopy(update, 0, result, 0, update.length);
    }
  }

  /** Refuses what is not, up to rounding, the result of {@link #average()}. */
  void requireEqual(float[] next) {
    for (int i = 0; i < result.length; i++) {
      if (!(Math.abs(next[i] - result[i]) <= 1e-5)) {
        throw new IllegalStateException("value " + i + " is " + next[i] + ", not " + result[i]);
      }
    }
  }
}
