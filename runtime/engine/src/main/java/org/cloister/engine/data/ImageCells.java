package org.cloister.engine.data;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;

/** Images; an array without values where missing. */
final class ImageCells implements Cells {
  private static final float[] MISSING = new float[0];

  private final Column.Image column;
  private final int index;
  private final int size;
  private final ArrayList<float[]> values = new ArrayList<>();

  ImageCells(Column.Image column, int index) {
    this.column = column;
    this.index = index;
    this.size =
        List.of(column.height(), column.width(), column.channels()).stream()
            .reduce(1, Math::multiplyExact);
  }

  int size() {
    return size;
  }

  void read(int row, float[] target, int offset) {
    System.arraycopy(values.get(row), 0, target, offset, size);
  }

  @Override
  public void append(Row row, long line) {
    float[] pixels = row.image(index);
    if (pixels == null) {
      values.add(MISSING);
      return;
    }
    CloisterException.require(
        pixels.length == size,
        ErrorCode.DATA_MALFORMED,
        at(line) + " must have " + size + " values, had " + pixels.length + ".");
    float[] copy = pixels.clone();
    for (float pixel : copy) {
      CloisterException.require(
          Float.isFinite(pixel),
          ErrorCode.DATA_MALFORMED,
          at(line) + " must have finite values only.");
    }
    values.add(copy);
  }

  private String at(long line) {
    return "Line " + line + ", image " + column.name();
  }

  @Override
  public boolean missing(int row) {
    return values.get(row).length == 0;
  }

  @Override
  public void fill(int row, Row into) {
    into.setImage(index, missing(row) ? null : values.get(row).clone());
  }

  @Override
  public void trim() {
    values.trimToSize();
  }
}
