package org.cloister.plugins.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Settings;

/**
 * The settings of the query {@code statistics}; see {@link Statistics}.
 *
 * @param rows which rows count
 * @param bins of a histogram; 0 for the usual
 * @param mostRows the most rows of a site
 * @param labelLimit the greatest size of a real label
 * @param missing by column, the numbers that mean "missing"
 */
record StatisticsSettings(
    Rows rows, int bins, long mostRows, double labelLimit, Map<String, List<Double>> missing) {
  private static final String[] OWN = {"rows", "bins", "most-rows", "label-limit"};

  /** The most counts of all histograms together, unless the bins are given. */
  private static final int USUAL_COUNTS = 1 << 16;

  /** Which rows count. */
  enum Rows {
    /** All. */
    ALL,
    /** Those that can be imputed: label, entities, images and texts are there. */
    USABLE,
    /** Those without a missing cell. */
    COMPLETE
  }

  /** All but what needs the schema. */
  static StatisticsSettings of(Settings settings) {
    Nested nested = Nested.split(settings, "missing");
    Settings own = nested.own();
    own.requireOnly(OWN);
    Map<String, List<Double>> missing = new TreeMap<>();
    nested.inner().values().forEach((column, text) -> missing.put(column, numbers(column, text)));
    return new StatisticsSettings(
        Rows.valueOf(
            own.oneOf("rows", "all", "all", "usable", "complete")
                .toUpperCase(java.util.Locale.ROOT)),
        own.has("bins") ? own.integer("bins", 1024, 16, 65536) : 0,
        own.integer("most-rows", 10_000_000, 1, Integer.MAX_VALUE),
        own.number("label-limit", 1e6, 1e-6, 1e12),
        missing);
  }

  /** The settings, where a column that they name must be a numeric one of the schema. */
  static StatisticsSettings of(Settings settings, DataSchema schema) {
    StatisticsSettings of = of(settings);
    for (String name : of.missing().keySet()) {
      CloisterException.require(
          schema.columns().stream()
              .anyMatch(c -> c instanceof Column.Numeric && c.name().equals(name)),
          ErrorCode.SETTING_INVALID,
          "missing." + name + " must name a numeric column of the schema.");
    }
    return of;
  }

  private static List<Double> numbers(String column, String text) {
    List<Double> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      double value;
      try {
        value = Double.parseDouble(part.strip());
      } catch (NumberFormatException e) {
        value = Double.NaN;
      }
      CloisterException.require(
          Double.isFinite(value),
          ErrorCode.SETTING_INVALID,
          "missing."
              + column
              + " must be finite numbers joined by commas, was "
              + Quoted.of(text)
              + ".");
      values.add(value);
    }
    return values;
  }

  /** Bins of a histogram: 1024, or fewer, a multiple of 16, where there are many columns. */
  int bins(DataSchema schema) {
    if (bins > 0) {
      return bins;
    }
    long numeric = schema.columns().stream().filter(Column.Numeric.class::isInstance).count();
    long fair = USUAL_COUNTS / Math.max(1, numeric) / 16 * 16;
    return (int) Math.max(16, Math.min(1024, fair));
  }

  List<Double> missing(Column column) {
    return missing.getOrDefault(column.name(), List.of());
  }

  /** Whether a row without this cell is left out. */
  boolean needs(Column column) {
    boolean fillable = column instanceof Column.Numeric || column instanceof Column.Categorical;
    return switch (rows) {
      case ALL -> false;
      case USABLE -> !fillable;
      case COMPLETE -> true;
    };
  }
}
