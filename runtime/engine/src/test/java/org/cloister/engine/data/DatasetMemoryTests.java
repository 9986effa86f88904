package org.cloister.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cloister.engine.data.Preparation.Missing;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Target;
import org.junit.jupiter.api.Test;

/** A million rows of 13 numbers fit a heap of 400 MB. */
class DatasetMemoryTests {
  private static final int ROWS = 1_000_000;

  @Test
  void load_aMillionRows_fitsIntoFourHundredMegabytes() throws Exception {
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DatasetMemoryTests.class.getName())
            .inheritIO()
            .start();
    try {
      assertEquals(true, child.waitFor(120, TimeUnit.SECONDS));
      assertEquals(0, child.exitValue());
    } finally {
      child.destroyForcibly();
    }
  }

  /** The child. */
  public static void main(String[] arguments) {
    List<Column> columns = new ArrayList<>();
    IntStream.range(0, 13).forEach(i -> columns.add(new Column.Numeric("x" + i, -1e9, 1e9)));
    columns.add(new Column.Label("y", Target.BINARY, 2));
    DataSchema schema = new DataSchema(columns);
    Object[] cells = new Object[14];
    Iterable<Object[]> rows =
        () ->
            new Iterator<>() {
              private int next;

              @Override
              public boolean hasNext() {
                return next < ROWS;
              }

              @Override
              public Object[] next() {
                for (int i = 0; i < 13; i++) {
                  cells[i] = (double) next * i;
                }
                cells[13] = next++ & 1;
                return cells;
              }
            };
    SiteDataset data =
        new TableSource(rows, schema)
            .load(
                schema,
                new Preparation(Scope.SITE, Missing.DROP_ROW, true),
                new Split.Fraction(0.2, 1));
    if (data.train().count() != 800_000 || data.test().count() != 200_000) {
      throw new AssertionError("rows are missing");
    }
  }
}
