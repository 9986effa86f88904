package org.cloister.plugins.datasources;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Settings;

/** The reader of each kind of column. Binary and class labels are in {@link LabelReaders}. */
final class CellReaders {
  private static final int MOST_SHOWN = 20;

  private CellReaders() {}

  /**
   * @param target the position of the column in the row
   */
  static CellReader of(Column column, int target, Settings settings) {
    if (column instanceof Column.Numeric) {
      return number(target);
    }
    if (column instanceof Column.Categorical categorical) {
      String declared = "one of its declared values " + shown(categorical.values());
      return category(target, new ValueIndex(categorical.values()), declared);
    }
    if (column instanceof Column.Entity entity) {
      return whole(target, entity.size() - 1, "a whole number from 0 to " + (entity.size() - 1));
    }
    if (column instanceof Column.Text) {
      return (cell, row) -> {
        row.setText(target, cell.text());
        return null;
      };
    }
    if (column instanceof Column.Label label) {
      return LabelReaders.of(label, target, settings);
    }
    throw new CloisterException(
        ErrorCode.SCHEMA_INVALID,
        "Column "
            + column.name()
            + " is an image, and a CSV file holds none; use a data source for images.");
  }

  /** Declared by the federation, so that they may be shown; values of cells may not. */
  private static String shown(List<String> values) {
    return String.join(", ", values.stream().limit(MOST_SHOWN).map(Quoted::of).toList())
        + (values.size() > MOST_SHOWN ? " and " + (values.size() - MOST_SHOWN) + " more" : "");
  }

  static CellReader number(int target) {
    return (cell, row) -> {
      double value = cell.number();
      if (Double.isNaN(value)) {
        return "must be a finite number, was " + cell.kind();
      }
      row.setNumber(target, value);
      return null;
    };
  }

  /** Whole numbers from 0 to {@code max}. */
  static CellReader whole(int target, double max, String expectation) {
    return (cell, row) -> {
      double value = cell.number();
      if (!(value >= 0 && value <= max && value == StrictMath.rint(value))) {
        return "must be " + expectation + ", was " + cell.kind();
      }
      row.setNumber(target, value + 0.0); // -0 becomes 0
      return null;
    };
  }

  static CellReader category(int target, ValueIndex values, String expectation) {
    return (cell, row) -> {
      int index = values.of(cell);
      if (index < 0) {
        return "must be " + expectation + ", was " + cell.kind();
      }
      row.setIndex(target, index);
      return null;
    };
  }
}
