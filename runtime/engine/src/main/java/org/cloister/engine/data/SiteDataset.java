package org.cloister.engine.data;

import java.util.List;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.spi.Examples;

/**
 * A site's examples in memory, encoded. Immutable; safe for concurrent use.
 *
 * <p>Numeric columns and the one-hot features of categorical columns form the dense block {@link
 * org.cloister.model.BatchInput#FEATURES} in the order of the schema; entity and image columns are
 * blocks named by the column; the label is the target.
 */
public final class SiteDataset {
  private final SiteTable table;
  private final Preprocessing preprocessing;
  private final Examples train;
  private final Examples test;

  /**
   * Encodes.
   *
   * @param preprocessing everything that is needed, whoever fitted it
   * @throws CloisterException {@link ErrorCode#SCHEMA_INVALID} if it does not fit the table; {@link
   *     ErrorCode#DATA_MALFORMED} for values too large for single precision
   */
  public SiteDataset(SiteTable table, Preprocessing preprocessing) {
    this.table = table;
    this.preprocessing = preprocessing;
    List<Feature> features = new Encoding(table.table().schema(), preprocessing.steps()).features();
    this.train = new EncodedExamples(table.batchSchema(), table.table(), features, table.train());
    this.test = new EncodedExamples(table.batchSchema(), table.table(), features, table.test());
  }

  /**
   * What a batch looks like by the agreed schema alone.
   *
   * @throws CloisterException {@link ErrorCode#SCHEMA_INVALID} if there is no label, a text column,
   *     two inputs of the same name, or a preparation that does not fit
   */
  public static BatchSchema federated(DataSchema schema, Preparation preparation) {
    preparation.check(schema);
    return Features.batchSchema(schema, preparation.dropFirst());
  }

  /** The rows that it is made of. */
  public SiteTable table() {
    return table;
  }

  /** The training examples; at least one. */
  public Examples train() {
    return train;
  }

  /** The test examples, maybe none. */
  public Examples test() {
    return test;
  }

  /** What a batch of this site looks like. */
  public BatchSchema batchSchema() {
    return table.batchSchema();
  }

  /** The way from table to numbers that was gone. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }
}
