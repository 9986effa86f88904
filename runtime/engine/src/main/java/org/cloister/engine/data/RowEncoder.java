package org.cloister.engine.data;

import java.util.List;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Row;

/**
 * Rows to numbers, one after the other, by the steps of a stored or broadcast {@link
 * Preprocessing}: the same bits that training saw. Immutable; safe for concurrent use, each thread
 * with its own row and batch.
 */
public final class RowEncoder {
  private final DataSchema schema;
  private final Encoding encoding;
  private final BatchSchema batchSchema;

  /**
   * An encoder.
   *
   * @param schema the columns of the rows; may be without label, which makes the target {@link
   *     org.cloister.model.Target#REAL}
   * @param steps must hold everything: those of scope SITE, as a model stores them, lack what each
   *     site fitted, and would leave features unscaled
   * @throws CloisterException {@link ErrorCode#SCHEMA_INVALID} if the steps do not fit the schema
   */
  public RowEncoder(DataSchema schema, Preprocessing steps) {
    this.schema = schema;
    this.encoding = new Encoding(schema, steps.steps());
    this.batchSchema = Features.inputs(schema, encoding::dropFirst);
  }

  /** What its batches look like. */
  public BatchSchema batchSchema() {
    return batchSchema;
  }

  /**
   * Writes one row into a batch.
   *
   * @param row of the schema; a missing label is fine and becomes the target NaN
   * @param into of {@link #batchSchema()}
   * @param at the place in the batch
   * @return false for an incomplete row: a cell is missing and nothing stands in for it. What the
   *     batch then holds at that place is undefined.
   * @throws CloisterException {@link ErrorCode#DATA_MALFORMED} for a cell that does not fit the
   *     schema, or is too large for single precision; names the column
   */
  public boolean encode(Row row, Batch into, int at) {
    into.target()[at] = Float.NaN;
    into.exampleWeight()[at] = 1f;
    List<Column> columns = schema.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (!cell(columns.get(i), i, row, into, at)) {
        return false;
      }
    }
    features(row, into, at);
    return true;
  }

  private boolean cell(Column column, int index, Row row, Batch into, int at) {
    if (column instanceof Column.Label) {
      into.target()[at] = (float) row.number(index);
      return true;
    }
    if (column instanceof Column.Image image) {
      return image(image, row.image(index), into, at);
    }
    if (column instanceof Column.Numeric) {
      double number = row.number(index);
      require(!Double.isInfinite(number), column, "finite");
      return encoding.covers(index, number);
    }
    int id = row.index(index);
    if (column instanceof Column.Entity entity) {
      require(id < entity.size() && id >= Row.MISSING, column, below(entity.size()));
      into.ids(column.name())[at] = id;
      return id != Row.MISSING;
    }
    int size = ((Column.Categorical) column).values().size();
    require(id < size && id >= Row.MISSING, column, below(size));
    return encoding.covers(index, number(row, index));
  }

  private static boolean image(
      Column.Image column, float @org.jspecify.annotations.Nullable [] pixels, Batch into, int at) {
    if (pixels == null) {
      return false;
    }
    float[] target = into.dense(column.name());
    int size = column.height() * column.width() * column.channels();
    require(pixels.length == size, column, size + " values long");
    for (float pixel : pixels) {
      require(Float.isFinite(pixel), column, "finite");
    }
    System.arraycopy(pixels, 0, target, at * size, size);
    return true;
  }

  private void features(Row row, Batch into, int at) {
    List<Feature> features = encoding.features();
    if (features.isEmpty()) {
      return;
    }
    float[] target = into.dense(BatchInput.FEATURES);
    for (int f = 0; f < features.size(); f++) {
      Feature feature = features.get(f);
      float value = feature.encoded(number(row, feature.column()));
      if (!Float.isFinite(value)) {
        throw FeatureTable.tooLarge("Feature " + feature.name());
      }
      target[at * features.size() + f] = value;
    }
  }

  private double number(Row row, int column) {
    if (schema.columns().get(column) instanceof Column.Numeric) {
      return row.number(column);
    }
    int index = row.index(column);
    return index == Row.MISSING ? Double.NaN : index;
  }

  private static String below(int size) {
    return "an index from 0 to " + (size - 1);
  }

  private static void require(boolean fits, Column column, String bound) {
    CloisterException.require(
        fits,
        ErrorCode.DATA_MALFORMED,
        "Column " + column.name() + " must be " + bound + "; correct the cell.");
  }
}
