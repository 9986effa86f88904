package org.cloister.app.report;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One line of a chart.
 *
 * @param name as people know it
 * @param look the class of its colour in the style sheet
 * @param values by round; values that are not finite are gaps
 */
record Series(String name, String look, NavigableMap<Integer, Double> values) {

  /** What all sites together have. */
  static final String WHOLE = "whole";

  /** One line among many that are not told apart. */
  static final String MANY = "many";

  /** Copies the values. */
  Series {
    values = Collections.unmodifiableNavigableMap(new TreeMap<>(values));
  }

  /** Where and what the last value is that can be drawn. */
  java.util.Optional<Map.Entry<Integer, Double>> last() {
    return values.descendingMap().entrySet().stream()
        .filter(entry -> Double.isFinite(entry.getValue()))
        .findFirst();
  }
}
