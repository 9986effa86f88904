package org.cloister.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Leaves out what nobody can see: of the values in one column of pixels the least and the greatest
 * stay, in their order, so that no peak is lost.
 */
final class Thin {

  private Thin() {}

  /** At most {@code 2 * columns} of the values if there are more; gaps stay gaps. */
  static List<Map.Entry<Integer, Double>> points(
      NavigableMap<Integer, Double> values, int columns) {
    List<Map.Entry<Integer, Double>> all = new ArrayList<>(values.entrySet());
    if (all.size() <= 2 * columns) {
      return all;
    }
    List<Map.Entry<Integer, Double>> kept = new ArrayList<>(2 * columns);
    for (int c = 0; c < columns; c++) {
      int from = (int) ((long) all.size() * c / columns);
      int to = (int) ((long) all.size() * (c + 1) / columns);
      extremes(all.subList(from, to), kept);
    }
    return kept;
  }

  private static void extremes(
      List<Map.Entry<Integer, Double>> column, List<Map.Entry<Integer, Double>> kept) {
    Map.Entry<Integer, Double> least = column.get(0);
    Map.Entry<Integer, Double> most = column.get(0);
    for (Map.Entry<Integer, Double> entry : column) {
      if (entry.getValue() < least.getValue() || Double.isNaN(least.getValue())) {
        least = entry;
      }
      if (entry.getValue() > most.getValue() || Double.isNaN(most.getValue())) {
        most = entry;
      }
    }
    kept.add(least.getKey() <= most.getKey() ? least : most);
    if (!least.getKey().equals(most.getKey())) {
      kept.add(least.getKey() <= most.getKey() ? most : least);
    }
  }
}
