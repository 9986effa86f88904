package org.cloister.engine.rehearsal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.RawExamples;

/**
 * Rows of numbers, encoded as text by {@link #of} and read by this source: enough of a file for a
 * rehearsal.
 */
final class Points implements DataSource {
  static final DataSchema SCHEMA =
      DataSchema.of(
          new Column.Numeric("a", 0, 100),
          new Column.Numeric("x0", -100, 100),
          new Column.Numeric("x1", -100, 100),
          new Column.Label("y", Target.REAL, 0));

  /** A site's file with these rows of {@code a, x0, x1}; the label is the number of the row. */
  static DataAccess of(double[]... rows) {
    List<double[]> labelled = new ArrayList<>();
    for (double[] row : rows) {
      double[] copy = Arrays.copyOf(row, row.length + 1);
      copy[row.length] = labelled.size();
      labelled.add(copy);
    }
    return table(labelled.toArray(double[][]::new));
  }

  /** A site's file with these cells. */
  static DataAccess table(double[]... rows) {
    StringBuilder text = new StringBuilder();
    for (double[] row : rows) {
      text.append(String.join(" ", Arrays.stream(row).mapToObj(Double::toString).toList()))
          .append('\n');
    }
    byte[] bytes = text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new DataAccess() {
      @Override
      public List<String> names() {
        return List.of("points");
      }

      @Override
      public InputStream open(String name) {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  @Override
  public String id() {
    return "points";
  }

  @Override
  public RawExamples open(DataAccess access, DataSchema schema, Settings settings) {
    List<String> lines;
    try (InputStream in = access.open(access.names().get(0))) {
      lines =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines().toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new RawExamples() {
      private int line = -1;

      @Override
      public DataSchema schema() {
        return schema;
      }

      @Override
      public boolean next(Row row) {
        line++;
        if (line >= lines.size()) {
          return false;
        }
        String[] cells = lines.get(line).split(" ", -1);
        for (int i = 0; i < cells.length; i++) {
          if (schema.columns().get(i) instanceof Column.Entity
              || schema.columns().get(i) instanceof Column.Categorical) {
            row.setIndex(i, (int) Double.parseDouble(cells[i]));
          } else {
            row.setNumber(i, Double.parseDouble(cells[i]));
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
}
