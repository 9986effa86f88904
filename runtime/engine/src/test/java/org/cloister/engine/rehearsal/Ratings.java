package org.cloister.engine.rehearsal;

import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.RawExamples;

/**
 * Rows of {@code user item rating}. Items are the federation's, users the site's own: their number
 * is counted here.
 */
final class Ratings implements DataSource {
  static final DataSchema SCHEMA =
      DataSchema.of(
          new Column.Entity("user", 1),
          new Column.Entity("item", 4),
          new Column.Label("rating", Target.REAL, 0));

  private final Points points = new Points();

  @Override
  public String id() {
    return "ratings";
  }

  @Override
  public RawExamples open(DataAccess access, DataSchema schema, Settings settings) {
    RawExamples rows = points.open(access, schema, settings);
    return new RawExamples() {
      private int users;

      @Override
      public DataSchema schema() {
        return DataSchema.of(
            new Column.Entity("user", Math.max(1, users)),
            schema.columns().get(1),
            schema.columns().get(2));
      }

      @Override
      public boolean next(Row row) {
        boolean another = rows.next(row);
        users = another ? Math.max(users, row.index(0) + 1) : users;
        return another;
      }

      @Override
      public long line() {
        return rows.line();
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }
}
