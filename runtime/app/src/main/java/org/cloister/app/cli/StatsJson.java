package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.cloister.app.record.Json;
import org.cloister.app.record.Names;
import org.cloister.app.run.TableStatistics;
import org.cloister.model.Column;

/** Statistics as JSON; what there is no value for is left out. */
final class StatsJson {
  /** Names of results, and of fields. */
  private static final Map<String, String> NUMBERS =
      new java.util.TreeMap<>(
          Map.of(
              "mean", "mean",
              "standard-deviation", "standardDeviation",
              "min", "min",
              "q05", "q05",
              "q25", "q25",
              "median", "median",
              "q75", "q75",
              "q95", "q95",
              "max", "max"));

  private final TableStatistics taken;

  private StatsJson(TableStatistics taken) {
    this.taken = taken;
  }

  static ObjectNode of(TableStatistics taken) {
    ObjectNode json = Json.object().put("job", taken.job()).put("route", taken.route());
    ArrayNode sites = json.putArray("sites");
    taken.sites().forEach(sites::add);
    ArrayNode dropouts = json.putArray("dropouts");
    new java.util.TreeMap<>(taken.dropouts())
        .forEach((site, why) -> dropouts.addObject().put("site", site).put("reason", why));
    StatsJson of = new StatsJson(taken);
    of.count(json, "rows", "rows");
    of.count(json, "completeRows", "complete-rows");
    ArrayNode columns = json.putArray("columns");
    taken.schema().columns().forEach(column -> of.column(columns.addObject(), column));
    return json.put("visibility", taken.visibility());
  }

  private void count(ObjectNode json, String field, String name) {
    Double value = taken.values().get(name);
    if (value != null) {
      json.put(field, value.longValue());
    }
  }

  private void column(ObjectNode json, Column column) {
    String prefix = column.name() + ".";
    json.put("name", column.name()).put("type", StatsText.type(column));
    if (column instanceof Column.Label label) {
      json.put("target", Names.of(label.target()));
    }
    count(json, "present", prefix + "present");
    count(json, "missing", prefix + "missing");
    count(json, "outOfRange", prefix + "out-of-range");
    NUMBERS.forEach(
        (name, field) -> {
          Double value = taken.values().get(prefix + name);
          if (value != null) {
            json.put(field, value);
          }
        });
    if (column instanceof Column.Numeric numeric) {
      json.put("declaredMin", numeric.min()).put("declaredMax", numeric.max());
      ArrayNode bins = json.putArray("bins");
      StatsText.counts(taken, prefix + "bin.").forEach(bins::add);
    }
    if (column instanceof Column.Categorical categorical) {
      values(json, categorical.values(), StatsText.counts(taken, prefix + "value."));
    }
    if (column instanceof Column.Label label && label.classes() > 0) {
      List<Long> counts = StatsText.counts(taken, prefix + "class.");
      List<String> names =
          java.util.stream.IntStream.range(0, label.classes()).mapToObj(Integer::toString).toList();
      values(json, names, counts);
    }
  }

  private static void values(ObjectNode json, List<String> names, List<Long> counts) {
    ArrayNode values = json.putArray("values");
    for (int i = 0; i < counts.size(); i++) {
      values.addObject().put("value", names.get(i)).put("count", counts.get(i));
    }
  }
}
