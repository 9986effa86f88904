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
import org.cloister.spi.RawExamples;

/**
 * A site's rows in memory: read once, split, nothing fitted and nothing encoded yet. Immutable;
 * safe for concurrent use.
 *
 * <p>A row without label, entity or image is always left out of training and testing; what else is
 * missing is for {@link Preparation#missing()} to say.
 */
public final class SiteTable {
  private final RawTable table;
  private final Preparation preparation;
  private final int[] trainRows;
  private final int[] train;
  private final int[] test;
  private final long rowsDropped;
  private final BatchSchema batchSchema;

  private SiteTable(SplitTable split, Preparation preparation) {
    this.table = split.table();
    this.preparation = preparation;
    this.trainRows = split.train();
    this.batchSchema = Features.batchSchema(table.schema(), preparation.dropFirst());
    this.train = kept(trainRows);
    this.test = kept(split.test());
    this.rowsDropped = (long) trainRows.length - train.length + split.test().length - test.length;
    CloisterException.require(
        train.length > 0,
        ErrorCode.DATA_EMPTY,
        "A site must have at least one training row, was 0: the split names "
            + trainRows.length
            + ", and "
            + (trainRows.length - train.length)
            + " of them have missing cells. Check the files, the split and the preparation.");
  }

  /**
   * Reads everything.
   *
   * @throws CloisterException {@link ErrorCode#SPLIT_INVALID} if the split names lines that are not
   *     there; {@link ErrorCode#DATA_EMPTY} if no training row is left; {@link
   *     ErrorCode#DATA_MALFORMED} for cells that do not fit the schema; {@link
   *     ErrorCode#SCHEMA_INVALID} for columns that nothing turns into numbers; whatever the source
   *     throws
   */
  public static SiteTable load(
      DataSource source,
      Settings settings,
      DataAccess access,
      DataSchema schema,
      Preparation preparation,
      Split split) {
    SiteDataset.federated(schema, preparation);
    try (RawExamples rows = source.open(access, schema, settings)) {
      return new SiteTable(SplitTable.read(rows, schema, split), preparation);
    }
  }

  private int[] kept(int[] rows) {
    List<Column> columns = table.schema().columns();
    int[] needed = new int[columns.size()];
    int count = 0;
    for (int i = 0; i < needed.length; i++) {
      if (preparation.missing() == Preparation.Missing.DROP_ROW
          || !Preparation.fillable(columns.get(i))) {
        needed[count++] = i;
      }
    }
    int[] columnsNeeded = Arrays.copyOf(needed, count);
    return Arrays.stream(rows)
        .filter(row -> Arrays.stream(columnsNeeded).noneMatch(i -> missing(i, row)))
        .toArray();
  }

  private boolean missing(int column, int row) {
    List<Double> declared =
        preparation.missingValues().get(table.schema().columns().get(column).name());
    return table.cells(column).missing(row)
        || (declared != null && Feature.isMissing(table.number(column, row), declared));
  }

  /** The steps fitted on this site's own training rows. */
  public Preprocessing fitted() {
    return SiteFit.of(table, preparation, train);
  }

  /**
   * A fresh cursor over all training rows before any preprocessing, rows with missing cells
   * included.
   */
  public RawExamples trainRows() {
    return new RawCursor(table, trainRows);
  }

  /** What a batch of this site looks like; its entities may be other in number than elsewhere. */
  public BatchSchema batchSchema() {
    return batchSchema;
  }

  /** How many training examples there are, whatever they are encoded with; at least one. */
  public int trainCount() {
    return train.length;
  }

  /** How many training and test rows were left out for missing cells. */
  public long rowsDropped() {
    return rowsDropped;
  }

  /** How the rows that the split names are used. */
  public RowCounts rows() {
    return new RowCounts(train.length, test.length, rowsDropped);
  }

  RawTable table() {
    return table;
  }

  int[] train() {
    return train;
  }

  int[] test() {
    return test;
  }
}
