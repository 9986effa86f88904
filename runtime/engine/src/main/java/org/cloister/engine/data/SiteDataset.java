package org.cloister.engine.data;

import java.util.Arrays;
import java.util.List;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.Examples;
import org.cloister.spi.RawExamples;

/**
 * A site's data in memory: read once, split, prepared. Everything that is fitted is fitted on the
 * training rows of this site. Immutable; safe for concurrent use.
 *
 * <p>Numeric columns and the one-hot features of categorical columns form the dense block {@link
 * org.cloister.model.BatchInput#FEATURES} in the order of the schema; entity and image columns are
 * blocks named by the column; the label is the target.
 *
 * <p>A row without label, entity or image is always left out; what else is missing is for {@link
 * Preparation#missing()} to say.
 */
public final class SiteDataset {
  private final RawTable table;
  private final int[] trainRows;
  private final BatchSchema batchSchema;
  private final Preprocessing preprocessing;
  private final Examples train;
  private final Examples test;
  private final long rowsDropped;

  private SiteDataset(SplitTable split, Preparation preparation) {
    table = split.table();
    trainRows = split.train();
    batchSchema = Features.batchSchema(table.schema(), preparation.dropFirst());
    int[] trainKept = complete(trainRows, preparation.missing());
    int[] testKept = complete(split.test(), preparation.missing());
    rowsDropped =
        (long) trainRows.length - trainKept.length + split.test().length - testKept.length;
    CloisterException.require(
        trainKept.length > 0,
        ErrorCode.DATA_EMPTY,
        "A site must have at least one training row, was 0: the split names "
            + trainRows.length
            + ", and "
            + (trainRows.length - trainKept.length)
            + " of them have missing cells. Check the files, the split and the preparation.");
    FeatureTable features = new FeatureTable(table, preparation, trainKept);
    preprocessing = features.preprocessing();
    train = new EncodedExamples(batchSchema, table, features, trainKept);
    test = new EncodedExamples(batchSchema, table, features, testKept);
  }

  /**
   * Reads everything.
   *
   * @throws CloisterException {@link ErrorCode#SPLIT_INVALID} if the split names lines that are not
   *     there; {@link ErrorCode#DATA_EMPTY} if no training row is left, or nothing to impute with;
   *     {@link ErrorCode#DATA_MALFORMED} for cells that do not fit the schema; {@link
   *     ErrorCode#SCHEMA_INVALID} for columns that nothing turns into numbers; whatever the source
   *     throws
   */
  public static SiteDataset load(
      DataSource source,
      Settings settings,
      DataAccess access,
      DataSchema schema,
      Preparation preparation,
      Split split) {
    federated(schema, preparation);
    try (RawExamples rows = source.open(access, schema, settings)) {
      return new SiteDataset(SplitTable.read(rows, schema, split), preparation);
    }
  }

  /**
   * What a batch looks like by the agreed schema alone.
   *
   * @throws CloisterException {@link ErrorCode#SCHEMA_INVALID} if there is no label, a text column,
   *     or two inputs of the same name
   */
  public static BatchSchema federated(DataSchema schema, Preparation preparation) {
    return Features.batchSchema(schema, preparation.dropFirst());
  }

  private int[] complete(int[] rows, Preparation.Missing missing) {
    List<Column> columns = table.schema().columns();
    int[] needed = new int[columns.size()];
    int count = 0;
    for (int i = 0; i < needed.length; i++) {
      boolean imputable =
          columns.get(i) instanceof Column.Numeric || columns.get(i) instanceof Column.Categorical;
      if (missing == Preparation.Missing.DROP_ROW || !imputable) {
        needed[count++] = i;
      }
    }
    int[] columnsNeeded = Arrays.copyOf(needed, count);
    return Arrays.stream(rows)
        .filter(row -> Arrays.stream(columnsNeeded).noneMatch(i -> table.cells(i).missing(row)))
        .toArray();
  }

  /** The training examples; at least one. */
  public Examples train() {
    return train;
  }

  /** The test examples, maybe none. */
  public Examples test() {
    return test;
  }

  /** What a batch of this site looks like; its entities may be other in number than elsewhere. */
  public BatchSchema batchSchema() {
    return batchSchema;
  }

  /** The way from table to numbers as it was fitted here; it stays here. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /**
   * A fresh cursor over all training rows before any preprocessing, rows with missing cells
   * included.
   */
  public RawExamples trainRows() {
    return new RawCursor(table, trainRows);
  }

  /** How many training and test rows were left out for missing cells. */
  public long rowsDropped() {
    return rowsDropped;
  }
}
