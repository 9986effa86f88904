package org.cloister.plugins.workflows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Settings;

/** A question to ask: the id of the query and its settings. */
record Metric(String id, Settings settings) {

  /**
   * The metrics of a comma list.
   *
   * @param inner settings named {@code id.name}
   */
  static List<Metric> list(String text, Settings inner) {
    List<Metric> metrics = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Settings left = inner;
    for (String part : text.split(",", -1)) {
      String id = part.strip();
      CloisterException.require(
          !id.isEmpty() && ids.add(id),
          ErrorCode.SETTING_INVALID,
          "metrics must be one or more query ids joined by commas, each once, was "
              + Quoted.of(text)
              + ".");
      Nested nested = Nested.split(left, id);
      metrics.add(new Metric(id, nested.inner()));
      left = nested.own();
    }
    for (String name : left.values().keySet()) {
      throw new CloisterException(
          ErrorCode.SETTING_UNKNOWN,
          Quoted.of("metrics." + name)
              + " is the setting of no metric; the metrics are "
              + Quoted.of(text)
              + ".");
    }
    return List.copyOf(metrics);
  }
}
