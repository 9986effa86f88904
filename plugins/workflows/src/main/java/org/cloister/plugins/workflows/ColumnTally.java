package org.cloister.plugins.workflows;

import java.util.List;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Parts;
import org.cloister.model.Row;

/** Counts and sums of one column, cell by cell. Belongs to one thread. */
final class ColumnTally {
  private final Column column;
  private final int index;
  private final List<Double> declared;
  private final Scale scale;
  private final long[] cells = new long[3];
  private final CompensatedSum sum = new CompensatedSum();
  private final CompensatedSum squares = new CompensatedSum();
  private final long[] bins;
  private final long[] values;

  ColumnTally(DataSchema schema, int index, StatisticsSettings settings) {
    this.column = schema.columns().get(index);
    this.index = index;
    this.declared = settings.missing(column);
    this.scale =
        column instanceof Column.Numeric numeric
            ? Scale.of(numeric)
            : new Scale(-settings.labelLimit(), settings.labelLimit());
    this.bins = new long[column instanceof Column.Numeric ? settings.bins(schema) : 0];
    this.values = new long[StatisticsParts.values(column)];
  }

  boolean missing(Row row) {
    if (column instanceof Column.Text) {
      return row.text(index) == null;
    }
    if (column instanceof Column.Image) {
      return row.image(index) == null;
    }
    if (column instanceof Column.Numeric || column instanceof Column.Label) {
      double number = row.number(index);
      return Double.isNaN(number) || declared.stream().anyMatch(value -> value == number);
    }
    return row.index(index) == Row.MISSING;
  }

  void add(Row row) {
    if (missing(row)) {
      cells[1]++;
      return;
    }
    cells[0]++;
    if (StatisticsParts.hasMoments(column)) {
      double number = row.number(index);
      cells[2] += scale.contains(number) ? 0 : 1;
      double moved = scale.moved(number);
      sum.add(moved);
      squares.add(moved * moved);
      if (bins.length > 0) {
        bins[scale.bin(number, bins.length)]++;
      }
    } else if (values.length > 0) {
      values[column instanceof Column.Label ? (int) row.number(index) : row.index(index)]++;
    }
  }

  Parts parts() {
    boolean moments = StatisticsParts.hasMoments(column);
    Parts parts =
        Parts.ofCounts(
            StatisticsParts.cells(index, column),
            moments ? cells : new long[] {cells[0], cells[1]});
    if (moments) {
      parts =
          parts.with(
              Parts.ofScalars(
                  StatisticsParts.moments(index, column), sum.value(), squares.value()));
    }
    if (bins.length > 0) {
      parts = parts.with(Parts.ofCounts(StatisticsParts.bins(index, column), bins));
    }
    if (values.length > 0) {
      parts = parts.with(Parts.ofCounts(StatisticsParts.values(index, column), values));
    }
    return parts;
  }
}
