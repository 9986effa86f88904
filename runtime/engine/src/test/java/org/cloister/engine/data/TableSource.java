package org.cloister.engine.data;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.RawExamples;

/** Rows written down in a test; null cells are missing. */
record TableSource(Iterable<Object[]> rows, DataSchema siteSchema) implements DataSource {

  static TableSource of(DataSchema schema, Object[]... rows) {
    return new TableSource(List.of(rows), schema);
  }

  static Object[] row(Object... cells) {
    return cells;
  }

  SiteDataset load(DataSchema schema, Preparation preparation, Split split) {
    SiteTable table =
        SiteTable.load(this, Settings.none(), new NoFiles(), schema, preparation, split);
    return new SiteDataset(table, table.fitted());
  }

  @Override
  public String id() {
    return "table";
  }

  @Override
  public RawExamples open(DataAccess access, DataSchema schema, Settings settings) {
    Iterator<Object[]> iterator = rows.iterator();
    return new RawExamples() {
      private long line = -1;

      @Override
      public DataSchema schema() {
        return siteSchema;
      }

      @Override
      public boolean next(Row row) {
        if (!iterator.hasNext()) {
          return false;
        }
        Object[] cells = iterator.next();
        line++;
        for (int i = 0; i < cells.length; i++) {
          Column column = schema.columns().get(i);
          if (cells[i] == null) {
            continue;
          }
          if (cells[i] instanceof float[] pixels) {
            row.setImage(i, pixels);
          } else if (column instanceof Column.Numeric || column instanceof Column.Label) {
            row.setNumber(i, ((Number) cells[i]).doubleValue());
          } else if (column instanceof Column.Categorical c && cells[i] instanceof String value) {
            row.setIndex(i, c.values().indexOf(value));
          } else {
            row.setIndex(i, ((Number) cells[i]).intValue());
          }
        }
        return true;
      }

      @Override
      public long line() {
        return line;
      }

      @Override
      public void close() {}
    };
  }

  private record NoFiles() implements DataAccess {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public InputStream open(String name) {
      throw new IllegalStateException("a table in memory has no files");
    }
  }
}
