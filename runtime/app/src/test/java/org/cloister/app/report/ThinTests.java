package org.cloister.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ThinTests {

  @Test
  void points_few_allStay() {
    TreeMap<Integer, Double> values = new TreeMap<>(Map.of(1, 0.5, 2, Double.NaN, 9, 0.1));

    assertEquals(List.copyOf(values.entrySet()), Thin.points(values, 2));
  }

  @Test
  void points_many_keepEachPeakInOrder() {
    TreeMap<Integer, Double> values = new TreeMap<>();
    for (int i = 0; i < 100_000; i++) {
      values.put(i, i == 31_415 ? 9.0 : i == 92_653 ? -9.0 : StrictMath.sin(i / 1000.0));
    }

    List<Map.Entry<Integer, Double>> points = Thin.points(values, 300);

    assertTrue(points.size() <= 600);
    assertTrue(points.contains(Map.entry(31_415, 9.0)));
    assertTrue(points.contains(Map.entry(92_653, -9.0)));
    for (int i = 1; i < points.size(); i++) {
      assertTrue(points.get(i - 1).getKey() < points.get(i).getKey());
    }
  }

  @Test
  void points_manyGaps_areLeftOutWhereThereIsAValue() {
    TreeMap<Integer, Double> values = new TreeMap<>();
    for (int i = 0; i < 1000; i++) {
      values.put(i, i % 10 == 3 ? 1.0 : Double.NaN);
    }

    assertTrue(Thin.points(values, 100).stream().allMatch(p -> p.getValue() == 1.0));
  }
}
