package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.SummedUpdate;

/** From the sums over all sites to named results. */
final class StatisticsResults {
  private final SummedUpdate sum;
  private final StatisticsSettings settings;
  private final Map<String, Double> results = new TreeMap<>();

  private StatisticsResults(SummedUpdate sum, StatisticsSettings settings) {
    this.sum = sum;
    this.settings = settings;
  }

  static Map<String, Double> of(SummedUpdate sum, DataSchema schema, StatisticsSettings settings) {
    StatisticsResults all = new StatisticsResults(sum, settings);
    List<Long> rows = sum.sums().counts(StatisticsParts.ROWS);
    all.results.put("rows", (double) rows.get(0));
    all.results.put("complete-rows", (double) rows.get(1));
    for (int i = 0; i < schema.columns().size(); i++) {
      all.column(i, schema.columns().get(i));
    }
    return all.results;
  }

  private void column(int index, Column column) {
    String prefix = column.name() + ".";
    List<Long> cells = sum.sums().counts(StatisticsParts.cells(index, column));
    results.put(prefix + "present", (double) cells.get(0));
    results.put(prefix + "missing", (double) cells.get(1));
    if (StatisticsParts.hasMoments(column)) {
      results.put(prefix + "out-of-range", (double) cells.get(2));
      Scale scale =
          column instanceof Column.Numeric numeric
              ? Scale.of(numeric)
              : new Scale(-settings.labelLimit(), settings.labelLimit());
      moments(
          prefix, cells.get(0), scale, sum.sums().scalars(StatisticsParts.moments(index, column)));
      if (column instanceof Column.Numeric) {
        new Histogram(scale, sum.sums().counts(StatisticsParts.bins(index, column)))
            .results(prefix, results);
      }
    }
    if (StatisticsParts.values(column) > 0) {
      values(prefix, column, sum.sums().counts(StatisticsParts.values(index, column)));
    }
  }

  private void moments(String prefix, long present, Scale scale, List<Double> moments) {
    if (present == 0) {
      return;
    }
    double mean = moments.get(0) / present;
    results.put(prefix + "mean", scale.middle() + scale.half() * mean);
    double squares = moments.get(1) - moments.get(0) * mean;
    // What fixed point at each site and rounding here can make of a constant must not pass for a
    // deviation: dividing by it would make noise of the constant.
    double doubt =
        3 * sum.participants() * Scale.resolution(settings.mostRows()) + 8 * present * 0x1p-52;
    boolean constant = present == 1 || squares <= doubt;
    results.put(
        prefix + "standard-deviation",
        constant ? 0 : scale.half() * Math.sqrt(squares / (present - 1)));
  }

  private void values(String prefix, Column column, List<Long> counts) {
    String kind = column instanceof Column.Label ? "class." : "value.";
    int mode = 0;
    for (int v = 0; v < counts.size(); v++) {
      results.put(prefix + kind + v, (double) counts.get(v));
      mode = counts.get(v) > counts.get(mode) ? v : mode;
    }
    if (counts.get(mode) > 0) {
      results.put(prefix + "mode", (double) mode);
    }
  }
}
