package org.cloister.engine.data;

import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.spi.RawExamples;

/** Some rows of a table, one after the other. */
final class RawCursor implements RawExamples {
  private final RawTable table;
  private final int[] rows;
  private int next;

  RawCursor(RawTable table, int[] rows) {
    this.table = table;
    this.rows = rows;
  }

  @Override
  public DataSchema schema() {
    return table.schema();
  }

  @Override
  public boolean next(Row row) {
    if (next == rows.length) {
      return false;
    }
    table.fill(rows[next++], row);
    return true;
  }

  @Override
  public long line() {
    if (next == 0) {
      throw new IllegalStateException("next must be called before line");
    }
    return table.line(rows[next - 1]);
  }

  @Override
  public void close() {
    next = rows.length;
  }
}
