package org.cloister.tck;

import java.util.Arrays;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.spi.DataSource;
import org.cloister.spi.RawExamples;

/** What is seen of the rows of a source. */
final class DataSourceRows {

  /** A synthetic source may go on for ever. */
  static final int MOST_ROWS = 10_000;

  private DataSourceRows() {}

  static String text(Row row, DataSchema schema) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < schema.columns().size(); i++) {
      text.append(' ').append(row.number(i)).append('|').append(row.text(i));
      text.append('|').append(Arrays.toString(row.image(i)));
    }
    return text.toString();
  }

  static boolean fit(DataSource role, InMemoryFiles files, DataSchema schema, Settings settings) {
    try (RawExamples rows = role.open(files, schema, settings)) {
      Row row = new Row(rows.schema());
      for (int n = 0; n < MOST_ROWS && rows.next(row); n++) {
        for (int i = 0; i < rows.schema().columns().size(); i++) {
          if (!fits(rows.schema().columns().get(i), row, i)) {
            return false;
          }
        }
      }
      return true;
    }
  }

  private static boolean fits(Column column, Row row, int i) {
    if (column instanceof Column.Categorical c) {
      return row.index(i) >= Row.MISSING && row.index(i) < c.values().size();
    }
    if (column instanceof Column.Entity e) {
      return row.index(i) >= Row.MISSING && row.index(i) < e.size();
    }
    if (column instanceof Column.Image image) {
      float[] pixels = row.image(i);
      return pixels == null || pixels.length == image.height() * image.width() * image.channels();
    }
    if (column instanceof Column.Label label) {
      return Double.isNaN(row.number(i)) || fits(label, row.number(i));
    }
    return !Double.isInfinite(row.number(i));
  }

  private static boolean fits(Column.Label label, double value) {
    if (label.target() == Target.REAL) {
      return !Double.isInfinite(value);
    }
    boolean whole = value >= 0 && value == StrictMath.rint(value) && !Double.isInfinite(value);
    return whole && (label.target() == Target.COUNT || value < label.classes());
  }

  static boolean linesIncrease(
      DataSource role, InMemoryFiles files, DataSchema schema, Settings settings) {
    try (RawExamples rows = role.open(files, schema, settings)) {
      Row row = new Row(rows.schema());
      long last = -1;
      for (int n = 0; n < MOST_ROWS && rows.next(row); n++) {
        if (files.filesRead() > 1) {
          return true; // lines begin again with each file
        }
        if (rows.line() <= last) {
          return false;
        }
        last = rows.line();
      }
      return true;
    }
  }
}
