package org.cloister.engine.data;

import java.util.Arrays;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;
import org.cloister.model.Target;

/** Numbers and labels; NaN where missing. */
final class NumberCells implements Cells {
  private final Column column;
  private final int index;
  private double[] values = new double[16];
  private int count;

  NumberCells(Column column, int index) {
    this.column = column;
    this.index = index;
  }

  double value(int row) {
    return values[row];
  }

  @Override
  public void append(Row row, long line) {
    double value = row.number(index);
    if (!Double.isNaN(value)) {
      check(value, line);
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, Cells.grown(count));
    }
    values[count++] = value;
  }

  private void check(double value, long line) {
    String bound = "finite";
    boolean fits = Double.isFinite(value);
    if (column instanceof Column.Label label) {
      boolean whole = fits && value == StrictMath.rint(value) && value >= 0;
      Target target = label.target();
      if (target == Target.COUNT) {
        bound = "a whole number of at least 0";
        fits = whole;
      } else if (target != Target.REAL) {
        bound = "a whole number from 0 to " + (label.classes() - 1);
        fits = whole && value < label.classes();
      }
    }
    CloisterException.require(
        fits,
        ErrorCode.DATA_MALFORMED,
        "Line " + line + ", column " + column.name() + " must be " + bound + "; correct the cell.");
  }

  @Override
  public boolean missing(int row) {
    return Double.isNaN(values[row]);
  }

  @Override
  public void fill(int row, Row into) {
    into.setNumber(index, values[row]);
  }

  @Override
  public void trim() {
    values = Arrays.copyOf(values, count);
  }
}
