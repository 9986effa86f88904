package org.cloister.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TicksTests {

  @Test
  void around_aMetric_areRoundNumbers() {
    assertEquals(List.of("0.80", "0.85", "0.90", "0.95"), labels(Ticks.around(0.812, 0.931, 4)));
    assertEquals(List.of("0", "2", "4", "6"), labels(Ticks.around(0, 5.1, 4)));
    assertEquals(List.of("-0.5", "0.0", "0.5"), labels(Ticks.around(-0.4, 0.4, 2)));
  }

  @Test
  void around_anyTwoNumbers_embraceThemWithLabelsOfTheirOwn() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      double a = number(random);
      double b = i % 5 == 0 ? a : number(random);
      Ticks ticks = Ticks.around(a, b, 5);
      double slack = ticks.step() * 1e-6;
      String where = "seed 7, case " + i + ": " + a + " to " + b + " gave " + ticks;
      assertTrue(ticks.low() <= Math.min(a, b) + slack, where);
      assertTrue(ticks.high() >= Math.max(a, b) - slack, where);
      assertTrue(ticks.count() >= 2 && ticks.count() <= 18, where);
      assertTrue(Double.isFinite(ticks.low()) && ticks.step() > 0, where);
    }
  }

  @Test
  void around_extremes_isFinite() {
    for (double[] pair :
        new double[][] {
          {-1e308, 1e308}, {0, 0}, {Double.MIN_VALUE, 0}, {1e300, 1e300}, {5, 5}, {-3, -3}
        }) {
      Ticks ticks = Ticks.around(pair[0], pair[1], 5);
      Plot plot = new Plot(0, 0, 100, 100, 1, 2, ticks);
      double y = plot.y(pair[0]);
      assertTrue(y >= -1e-6 && y <= 100 + 1e-6, ticks + " at " + y);
      assertTrue(ticks.label(0).length() < 16, ticks.label(0));
    }
  }

  @Test
  void rounds_ofAnyRun_areFewAndDistinct() {
    for (int last : new int[] {1, 2, 15, 500, 1000, Integer.MAX_VALUE}) {
      List<Integer> rounds = Ticks.rounds(1, last, 6);
      assertEquals(1, rounds.get(0));
      assertTrue(rounds.size() <= 9, rounds.toString());
      assertEquals(new ArrayList<>(new TreeSet<>(rounds)), rounds);
    }
  }

  private static double number(SplittableRandom random) {
    double size = StrictMath.pow(10, random.nextInt(-12, 13));
    return (random.nextDouble() - 0.5) * size;
  }

  private static List<String> labels(Ticks ticks) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < ticks.count(); i++) {
      labels.add(ticks.label(i));
    }
    return labels;
  }
}
