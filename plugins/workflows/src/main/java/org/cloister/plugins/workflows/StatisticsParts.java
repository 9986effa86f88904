package org.cloister.plugins.workflows;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Part;

/**
 * What a site sends for the query {@code statistics}. A part is named by the place of its column,
 * which keeps names apart, and, for people, by the column.
 */
final class StatisticsParts {
  /** Rows that count, and those of them without a missing cell. */
  static final String ROWS = "rows";

  private StatisticsParts() {}

  static List<Part> of(DataSchema schema, StatisticsSettings settings) {
    long most = settings.mostRows();
    List<Part> parts = new ArrayList<>();
    parts.add(Part.plain(ROWS, new Part.Kind.Counts(2, most)));
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      int bins = 0;
      if (column instanceof Column.Numeric numeric) {
        Scale.of(numeric);
        bins = settings.bins(schema);
      }
      parts.add(counts(cells(i, column), cellCounts(column), most));
      if (hasMoments(column)) {
        parts.add(Part.plain(moments(i, column), Scale.moments(most)));
      }
      if (bins > 0) {
        parts.add(counts(bins(i, column), bins, most));
      }
      if (values(column) > 0) {
        parts.add(counts(values(i, column), values(column), most));
      }
    }
    return parts;
  }

  private static Part counts(String name, int count, long most) {
    return Part.plain(name, new Part.Kind.Counts(count, most));
  }

  /** Present, missing, and beyond the bounds where there are bounds. */
  private static int cellCounts(Column column) {
    return hasMoments(column) ? 3 : 2;
  }

  static boolean hasMoments(Column column) {
    return column instanceof Column.Numeric
        || (column instanceof Column.Label label && label.classes() == 0);
  }

  /** How many values are counted one by one; 0 for none. */
  static int values(Column column) {
    if (column instanceof Column.Categorical categorical) {
      return categorical.values().size();
    }
    return column instanceof Column.Label label ? label.classes() : 0;
  }

  static String cells(int index, Column column) {
    return name(index, column, "cells");
  }

  static String moments(int index, Column column) {
    return name(index, column, "moments");
  }

  static String bins(int index, Column column) {
    return name(index, column, "bins");
  }

  static String values(int index, Column column) {
    return name(index, column, "values");
  }

  private static String name(int index, Column column, String what) {
    String name = column.name();
    return index + "." + name.substring(0, Math.min(40, name.length())) + "." + what;
  }
}
