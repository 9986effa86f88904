package org.cloister.app.predict;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well a model does.
 *
 * @param values by name, as a run gives them
 * @param rows that were looked at
 * @param left rows left out for missing cells
 */
public record EvaluationResult(Map<String, Double> values, long rows, long left) {

  /** Copies the map; iteration is by name. */
  public EvaluationResult {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
