package org.cloister.engine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;

/** The rows of a site as its source gave them, missing cells included, column by column. */
final class RawTable {
  private final List<Cells> cells = new ArrayList<>();
  private DataSchema schema;
  private long[] lines = new long[16];
  private int rows;

  /** An empty table; refuses columns that nothing turns into numbers. */
  RawTable(DataSchema schema) {
    this.schema = schema;
    List<Column> columns = schema.columns();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column instanceof Column.Numeric || column instanceof Column.Label) {
        cells.add(new NumberCells(column, i));
      } else if (column instanceof Column.Image image) {
        cells.add(new ImageCells(image, i));
      } else if (column instanceof Column.Categorical || column instanceof Column.Entity) {
        cells.add(new IndexCells(column, i));
      } else {
        throw Features.noText(column);
      }
    }
  }

  void append(Row row, long line) {
    CloisterException.require(
        rows < Integer.MAX_VALUE - 8,
        ErrorCode.DATA_TOO_LARGE,
        "A site must have fewer than 2^31 - 8 rows; split the site.");
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, Cells.grown(rows));
    }
    cells.forEach(column -> column.append(row, line));
    lines[rows++] = line;
  }

  /** Takes the schema of the site, checks indexes against it, gives spare memory back. */
  void finish(DataSchema site) {
    schema = site;
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i) instanceof IndexCells indexes) {
        Column column = site.columns().get(i);
        indexes.checkBelow(
            column instanceof Column.Entity entity
                ? entity.size()
                : ((Column.Categorical) column).values().size());
      }
      cells.get(i).trim();
    }
    lines = Arrays.copyOf(lines, rows);
  }

  DataSchema schema() {
    return schema;
  }

  int rows() {
    return rows;
  }

  long line(int row) {
    return lines[row];
  }

  Cells cells(int column) {
    return cells.get(column);
  }

  /** The number or index of a cell of a numeric, categorical or label column; NaN if missing. */
  double number(int column, int row) {
    Cells of = cells.get(column);
    if (of instanceof IndexCells indexes) {
      int index = indexes.value(row);
      return index == Row.MISSING ? Double.NaN : index;
    }
    return ((NumberCells) of).value(row);
  }

  void fill(int row, Row into) {
    into.clear();
    cells.forEach(column -> column.fill(row, into));
  }
}
