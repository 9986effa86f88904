package org.cloister.plugins.datasources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Target;
import org.cloister.spi.RawExamples;
import org.junit.jupiter.api.Test;

final class CsvStreamTests {
  private static final int ROWS = 1_200_000;
  private static final long SLACK_BYTES = 4 << 20;
  private static final DataSchema SCHEMA =
      DataSchema.of(
          new Column.Numeric("x", 0, 1),
          new Column.Categorical("c", List.of("a", "b", "c")),
          new Column.Label("y", Target.BINARY, 2));

  /** Makes row after row, and holds one at a time. */
  private static final class GeneratedRows extends InputStream {
    private byte[] line = "x,c,y\n".getBytes(StandardCharsets.UTF_8);
    private int at;
    private int row;

    @Override
    public int read(byte[] bytes, int from, int count) {
      int read = 0;
      for (int c = 0; read < count && (c = read()) >= 0; read++) {
        bytes[from + read] = (byte) c;
      }
      return read == 0 && count > 0 ? -1 : read;
    }

    @Override
    public int read() {
      if (at == line.length) {
        if (row == ROWS) {
          return -1;
        }
        line =
            (row + ".25," + (char) ('a' + row % 3) + "," + row % 2 + "\n")
                .getBytes(StandardCharsets.UTF_8);
        at = 0;
        row++;
      }
      return line[at++];
    }
  }

  @Test
  void next_millionRows_keepsMemoryFlat() {
    Row row = new Row(SCHEMA);
    double sum = 0;
    long early = 0;
    try (RawExamples rows = new SiteFiles().with("big", GeneratedRows::new).rows(SCHEMA)) {
      for (int i = 0; rows.next(row); i++) {
        sum += row.number(0) + row.index(1) + row.number(2);
        if (i == 20_000) {
          early = usedBytes();
        }
      }
      assertEquals(ROWS - 1, rows.line());
      long grown = usedBytes() - early;
      assertTrue(grown < SLACK_BYTES, () -> "grown by " + grown);
    }
    assertEquals(ROWS * (ROWS - 1.0) / 2 + ROWS * (0.25 + 1 + 0.5), sum);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
