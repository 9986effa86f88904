package org.cloister.tck;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.RawExamples;
import org.junit.jupiter.api.Test;

final class DataSourceChecksTests {

  private static final DataSchema SCHEMA =
      DataSchema.of(new Column.Entity("user", 256), new Column.Numeric("x", 0, 300));

  /** One byte a row. */
  private static class Good implements DataSource {
    int opened;

    @Override
    public String id() {
      return "bytes";
    }

    @Override
    public RawExamples open(DataAccess access, DataSchema schema, Settings settings) {
      opened++;
      try {
        return cursor(access.open("data"), schema);
      } catch (IOException e) {
        throw missing();
      }
    }

    RuntimeException missing() {
      return new CloisterException(ErrorCode.DATA_UNREADABLE, "There is no file data.");
    }

    RawExamples cursor(InputStream in, DataSchema schema) {
      return new Cursor(in, schema, opened);
    }
  }

  private static class Cursor implements RawExamples {
    private final InputStream in;
    private final DataSchema schema;
    final int opened;
    private long line = -1;
    boolean ended;

    Cursor(InputStream in, DataSchema schema, int opened) {
      this.in = in;
      this.schema = schema;
      this.opened = opened;
    }

    @Override
    public DataSchema schema() {
      return schema;
    }

    @Override
    public boolean next(Row row) {
      int value = read();
      if (value < 0) {
        boolean again = afterLast();
        ended = true;
        return again;
      }
      line++;
      row.clear();
      row.setIndex(0, entity(value));
      row.setNumber(1, value);
      return true;
    }

    int read() {
      try {
        return in.read();
      } catch (IOException e) {
        throw new CloisterException(ErrorCode.DATA_UNREADABLE, "The file cannot be read.");
      }
    }

    int entity(int value) {
      return value;
    }

    boolean afterLast() {
      return false;
    }

    @Override
    public long line() {
      return line;
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new CloisterException(ErrorCode.DATA_UNREADABLE, "The file cannot be closed.");
      }
    }
  }

  private interface Making {
    RawExamples make(InputStream in, DataSchema schema, int opened);
  }

  private static DataSource source(Making making) {
    return new Good() {
      @Override
      RawExamples cursor(InputStream in, DataSchema schema) {
        return making.make(in, schema, opened);
      }
    };
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    InMemoryFiles files = InMemoryFiles.of(Map.of("data", new byte[] {1, 2, 3, 2}));
    new Twins<DataSource>(role -> DataSourceChecks.run(role, files, SCHEMA, Settings.none()))
        .broken(
            "open_refusesMissingFiles",
            new Good() {
              @Override
              RuntimeException missing() {
                return new IllegalStateException("no such file");
              }
            })
        .broken(
            "rows_areRead",
            source(
                (in, schema, opened) -> {
                  throw new IllegalStateException("no");
                }))
        .broken(
            "rows_areTheSameTwice",
            source(
                (in, schema, opened) ->
                    new Cursor(in, schema, opened) {
                      @Override
                      int entity(int value) {
                        return opened % 7;
                      }
                    }))
        .broken(
            "schema_keepsTheColumns",
            source(
                (in, schema, opened) ->
                    new Cursor(
                        in,
                        DataSchema.of(schema.columns().get(0), new Column.Numeric("y", 0, 300)),
                        opened)))
        .broken(
            "next_fitsTheSchema",
            source(
                (in, schema, opened) ->
                    new Cursor(in, schema, opened) {
                      @Override
                      int entity(int value) {
                        return 256;
                      }
                    }))
        .broken(
            "next_staysFalse",
            source(
                (in, schema, opened) ->
                    new Cursor(in, schema, opened) {
                      @Override
                      boolean afterLast() {
                        return ended;
                      }
                    }))
        .broken(
            "line_increases",
            source(
                (in, schema, opened) ->
                    new Cursor(in, schema, opened) {
                      @Override
                      public long line() {
                        return 3;
                      }
                    }))
        .broken(
            "close_closesTheFiles",
            source(
                (in, schema, opened) ->
                    new Cursor(in, schema, opened) {
                      @Override
                      public void close() {}
                    }))
        .verify(new Good());
  }
}
