package org.cloister.tck;

import java.util.List;
import java.util.SplittableRandom;
import org.cloister.model.BatchSchema;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Target;
import org.cloister.spi.RawExamples;

/** A synthetic table: row {@code i} follows from the seed and {@code i} alone. */
final class SampleTable implements RawExamples {

  private static final int FEATURES = 3;

  private final DataSchema schema;
  private final long seed;
  private final int end;
  private int at;

  /** The rows {@code from} to {@code end - 1}. */
  SampleTable(DataSchema schema, long seed, int from, int end) {
    this.schema = schema;
    this.seed = seed;
    this.at = from;
    this.end = end;
  }

  /** Tables with every kind of label. */
  static List<DataSchema> schemas() {
    return List.of(
        labelled(Target.BINARY, 2),
        labelled(Target.CLASS, 3),
        labelled(Target.REAL, 0),
        labelled(Target.COUNT, 0));
  }

  private static DataSchema labelled(Target target, int classes) {
    return DataSchema.of(
        new Column.Numeric("x0", -1, 1),
        new Column.Numeric("x1", -1, 1),
        new Column.Categorical("colour", List.of("red", "green", "blue")),
        new Column.Label("y", target, classes));
  }

  /** What a model sees of such a table. */
  static BatchSchema features(DataSchema schema) {
    Column.Label label = schema.label().orElseThrow();
    return BatchSchema.ofFeatures(FEATURES, label.target(), label.classes());
  }

  @Override
  public DataSchema schema() {
    return schema;
  }

  @Override
  public boolean next(Row row) {
    if (at >= end) {
      return false;
    }
    SplittableRandom random = new SplittableRandom(seed + 1_000_003L * at++);
    row.clear();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      if (column instanceof Column.Numeric n) {
        // One cell in ten is missing.
        double value = n.min() + (n.max() - n.min()) * random.nextDouble();
        row.setNumber(i, random.nextInt(10) == 0 ? Double.NaN : value);
      } else if (column instanceof Column.Categorical c) {
        row.setIndex(i, random.nextInt(c.values().size() + 1) - 1);
      } else if (column instanceof Column.Label label) {
        row.setNumber(i, label(label, random));
      }
    }
    return true;
  }

  private static double label(Column.Label label, SplittableRandom random) {
    return switch (label.target()) {
      case REAL -> 2 * random.nextDouble() - 1;
      case COUNT -> random.nextInt(5);
      case BINARY, CLASS -> random.nextInt(label.classes());
    };
  }

  @Override
  public long line() {
    return at - 1L;
  }

  @Override
  public void close() {}
}
