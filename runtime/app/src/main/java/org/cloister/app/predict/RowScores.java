package org.cloister.app.predict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.engine.data.RowEncoder;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.Block;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.model.Transform;
import org.cloister.port.Configured;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;
import org.cloister.spi.RawExamples;

/**
 * Scores of a table's rows, a batch at a time: memory does not grow with the table. Labels are not
 * looked at, and need not be there. Calls plugins; belongs to one thread.
 */
final class RowScores implements AutoCloseable {

  /** Rows of a step in which none can be scored. */
  private static final int MOST_ROWS = 4 * WholeModel.BATCH;

  private final DataSchema schema;
  private final RowEncoder encoder;
  private final Set<String> imputed = new HashSet<>();
  private final Map<String, List<Double>> declared = new HashMap<>();
  private final ModelSession session;
  private final RawExamples rows;
  private final float[] weights;
  private final Batch batch;
  private final Row row;
  private final boolean skip;

  /**
   * Opens the table.
   *
   * @param skip whether a row that cannot be read gets no scores; else it ends everything
   */
  RowScores(
      WholeModel model,
      Configured<ModelArchitecture> architecture,
      Configured<DataSource> source,
      Settings reading,
      DataAccess files,
      boolean skip) {
    this.schema =
        new DataSchema(
            model.schema().columns().stream().filter(c -> !(c instanceof Column.Label)).toList());
    this.encoder = new RowEncoder(schema, model.steps());
    model.steps().steps().forEach(this::note);
    this.weights = model.weights().toArray();
    this.batch = batch(model);
    this.row = new Row(schema);
    this.skip = skip;
    this.rows = source.role().open(files, schema, reading);
    boolean open = false;
    try {
      this.session = model.session(architecture, WholeModel.BATCH);
      open = true;
    } finally {
      if (!open) {
        rows.close();
      }
    }
  }

  private void note(Transform step) {
    if (step instanceof Transform.Impute impute) {
      imputed.add(impute.column());
    } else if (step instanceof Transform.Missing missing) {
      declared.put(missing.column(), missing.values());
    }
  }

  private static Batch batch(WholeModel model) {
    Map<String, Block> blocks = new HashMap<>();
    for (BatchInput input : model.batches().inputs()) {
      blocks.put(
          input.name(),
          input instanceof BatchInput.Dense dense
              ? new Block.Dense(
                  dense.size(), new float[Math.multiplyExact(WholeModel.BATCH, dense.size())])
              : new Block.Ids(new int[WholeModel.BATCH]));
    }
    return new Batch(WholeModel.BATCH, blocks);
  }

  /** How many scores a row has. */
  int outputs() {
    return session.outputs();
  }

  /** The next rows; none after the last. */
  ScoredRows next() {
    ScoredRows scored = new ScoredRows();
    int outputs = session.outputs();
    int count = 0;
    int seen = 0;
    while (count < WholeModel.BATCH && seen++ < MOST_ROWS) {
      Step step = step(scored, count);
      if (step == Step.END) {
        break;
      }
      if (step == Step.ENCODED) {
        scored.scored(rows.line(), outputs * count++);
      }
    }
    if (count > 0) {
      batch.setRows(count);
      float[] scores = new float[count * outputs];
      session.predict(weights, batch, scores);
      scored.scores(scores);
    }
    return scored;
  }

  private enum Step {
    ENCODED,
    WITHOUT,
    END
  }

  private Step step(ScoredRows scored, int at) {
    row.clear();
    try {
      if (!rows.next(row)) {
        return Step.END;
      }
    } catch (CloisterException e) {
      if (skip && e.code() == ErrorCode.DATA_MALFORMED && rows.passed()) {
        scored.without(rows.line(), String.valueOf(e.getMessage()));
        return Step.WITHOUT;
      }
      throw rows.passed() ? withAdvice(String.valueOf(e.getMessage()), e) : e;
    }
    try {
      if (encoder.encode(row, batch, at)) {
        return Step.ENCODED;
      }
      scored.without(rows.line(), "column " + missing() + " has no value");
    } catch (CloisterException e) {
      String message = "Row " + rows.line() + ": " + e.getMessage();
      if (!skip || e.code() != ErrorCode.DATA_MALFORMED) {
        throw withAdvice(message, e);
      }
      scored.without(rows.line(), message);
    }
    return Step.WITHOUT;
  }

  private static CloisterException withAdvice(String message, CloisterException cause) {
    return new CloisterException(
        cause.code(),
        message + " With --unknown skip such rows are listed without a prediction.",
        cause);
  }

  /** The first column without a value that nothing stands in for. */
  private String missing() {
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      if (!imputed.contains(column.name()) && isMissing(column, i)) {
        return column.name();
      }
    }
    throw new IllegalStateException("the row is complete");
  }

  private boolean isMissing(Column column, int index) {
    if (column instanceof Column.Image) {
      return row.image(index) == null;
    }
    double number = row.number(index);
    return Double.isNaN(number)
        || declared.getOrDefault(column.name(), List.of()).stream().anyMatch(v -> v == number);
  }

  @Override
  public void close() {
    try {
      rows.close();
    } finally {
      session.close();
    }
  }
}
