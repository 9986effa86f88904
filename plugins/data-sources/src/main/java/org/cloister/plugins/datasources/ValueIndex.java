package org.cloister.plugins.datasources;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds a cell among declared values: by its text, else by its trimmed text, else by its number, so
 * that the cell {@code 1.0} is the value {@code 1}. Values of equal number are told apart by text
 * only.
 */
final class ValueIndex {
  private final Map<String, Integer> byText = new HashMap<>();
  private final Map<Double, Integer> byNumber = new HashMap<>();

  ValueIndex(List<String> values) {
    Set<Double> ambiguous = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      byText.put(values.get(i), i);
      double number = Decimal.parse(values.get(i).strip()) + 0.0;
      if (!Double.isNaN(number) && byNumber.putIfAbsent(number, i) != null) {
        ambiguous.add(number);
      }
    }
    byNumber.keySet().removeAll(ambiguous);
  }

  /** The index of the value, or -1. */
  int of(Cell cell) {
    Integer index = byText.get(cell.text());
    if (index == null) {
      index = byText.get(cell.trimmed());
    }
    if (index == null && !byNumber.isEmpty()) {
      index = byNumber.get(cell.number() + 0.0);
    }
    return index == null ? -1 : index;
  }
}
