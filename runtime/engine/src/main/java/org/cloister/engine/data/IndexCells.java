package org.cloister.engine.data;

import java.util.Arrays;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;

/** Indexes of categories and ids of entities; {@link Row#MISSING} where missing. */
final class IndexCells implements Cells {
  private final Column column;
  private final int index;
  private int[] values = new int[16];
  private int count;
  private int greatest = -1;
  private long greatestLine;

  IndexCells(Column column, int index) {
    this.column = column;
    this.index = index;
  }

  int value(int row) {
    return values[row];
  }

  @Override
  public void append(Row row, long line) {
    int value = row.index(index);
    if (value < Row.MISSING) {
      throw outside(line, "at least 0");
    }
    if (value > greatest) {
      greatest = value;
      greatestLine = line;
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, Cells.grown(count));
    }
    values[count++] = value;
  }

  /**
   * Checks all cells at once: how many entities a site has may be known after the last row only.
   */
  void checkBelow(int size) {
    if (greatest >= size) {
      throw outside(greatestLine, "from 0 to " + (size - 1));
    }
  }

  private CloisterException outside(long line, String bound) {
    return new CloisterException(
        ErrorCode.DATA_MALFORMED,
        "Line "
            + line
            + ", column "
            + column.name()
            + ": the index of the cell must be "
            + bound
            + "; correct the cell or the schema.");
  }

  @Override
  public boolean missing(int row) {
    return values[row] == Row.MISSING;
  }

  @Override
  public void fill(int row, Row into) {
    into.setIndex(index, values[row]);
  }

  @Override
  public void trim() {
    values = Arrays.copyOf(values, count);
  }
}
