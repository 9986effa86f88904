package org.cloister.plugins.datasources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.spi.DataAccess;
import org.cloister.spi.RawExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRefusalTests {
  private static final DataSchema AGE = DataSchema.of(new Column.Numeric("age", 0, 10));

  private static void assertRefused(ErrorCode code, CloisterException e, String... parts) {
    assertEquals(code, e.code(), e.getMessage());
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECRET",
        "NaN",
        "Infinity",
        "-Infinity",
        "0x1p3",
        "1f",
        "1d",
        "1e",
        "e5",
        ".",
        "-",
        "1.2.3",
        "1 2",
        "1e999",
        "1e+",
        "１"
      })
  void next_notANumber_namesPlaceAndKindButNotTheCell(String cell) {
    CloisterException e = SiteFiles.text("id,age\n1,3\n2," + cell + "\n").failure(AGE);
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        e,
        "File \"site.csv\", line 3",
        "\"age\"",
        "finite number",
        "was text");
    assertFalse(e.getMessage().contains("was " + cell), e.getMessage());
  }

  @Test
  void next_undeclaredCategoryOrEntity_isRefusedWithoutTheCell() {
    DataSchema category = DataSchema.of(new Column.Categorical("c", List.of("a", "b")));
    CloisterException e = SiteFiles.text("c\na\nSECRET\n").failure(category);
    assertRefused(ErrorCode.DATA_MALFORMED, e, "line 3", "declared values", "was text");
    assertFalse(e.getMessage().contains("SECRET"));
    DataSchema entity = DataSchema.of(new Column.Entity("u", 3));
    for (String cell : List.of("3", "-1", "0.5", "x")) {
      assertRefused(
          ErrorCode.DATA_MALFORMED,
          SiteFiles.text("u\n" + cell + "\n").failure(entity),
          "whole number from 0 to 2");
    }
  }

  @Test
  void next_emptyCellThatIsNoMarker_isRefused() {
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n1,\n").failure(AGE, "missing", "?"),
        "line 2",
        "was empty");
  }

  @Test
  void next_wrongFieldCount_isRefused() {
    for (String row : List.of("1", "1,2,3", "1,2,")) {
      assertRefused(
          ErrorCode.DATA_MALFORMED,
          SiteFiles.text("id,age\n1,2\n" + row + "\n").failure(AGE),
          "line 3",
          "must have 2 fields");
    }
  }

  @Test
  void next_brokenQuotes_nameTheirLine() {
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n\"1\n1\",3\n1,\"2\n3,4\n").failure(AGE),
        "line 4",
        "must be closed");
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n1 \"a\",3\n").failure(AGE),
        "line 2",
        "must open its field");
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n\"1\"a,3\n").failure(AGE),
        "line 2",
        "must end its field");
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n1\r2,3\n").failure(AGE),
        "line 2",
        "line feed");
  }

  @Test
  void next_lineNumbers_countPhysicalLines() {
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n\"a\nb\",1\n\"c\n\nd\",bad\n").failure(AGE),
        "line 4");
  }

  @Test
  void next_emptyLineInside_isRefused() {
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n1,2\n\n\n1,2\n").failure(AGE),
        "line 3",
        "was empty");
  }

  @Test
  void next_overlongRecord_isRefused() {
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n1,\"" + "9".repeat(RecordReader.MAX_RECORD_BYTES)).failure(AGE),
        "line 2",
        "1 MiB");
  }

  @Test
  void next_malformedUtf8_isRefusedInEveryColumn() {
    byte[] file = "id,age\n1,2\nx?x,3\n".getBytes(StandardCharsets.UTF_8);
    file[12] = (byte) 0xE9;
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.of("latin.csv", file).failure(AGE),
        "\"latin.csv\", line 3",
        "column id",
        "UTF-8");
    byte[] header = "i?,age\n1,2\n".getBytes(StandardCharsets.UTF_8);
    header[1] = (byte) 0xE9;
    assertRefused(ErrorCode.DATA_MALFORMED, SiteFiles.of("f", header).failure(AGE), "line 1");
  }

  @Test
  void open_noRows_isEmpty() {
    for (String file : List.of("", "id,age", "id,age\n", "id,age\r\n\r\n", "\uFEFF")) {
      assertRefused(
          ErrorCode.DATA_EMPTY, SiteFiles.text(file).failure(AGE), "site.csv", "at least 1");
    }
    assertRefused(
        ErrorCode.DATA_EMPTY,
        SiteFiles.text("\n").failure(AGE, "header", "false", "columns", "age"));
  }

  @Test
  void open_columnNotThere_listsAndSuggests() {
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,Ages,pain\n1,2,3\n").failure(AGE),
        "column age",
        "did you mean \"Ages\"?",
        "\"id\", \"Ages\", \"pain\"");
    CloisterException far = SiteFiles.text("identifier,blood\n1,2\n").failure(AGE);
    assertRefused(ErrorCode.DATA_MALFORMED, far, "\"identifier\", \"blood\"");
    assertFalse(far.getMessage().contains("did you mean"));
  }

  @Test
  void open_firstLineLooksLikeData_isNotShown() {
    CloisterException e = SiteFiles.text("SECRET,61\nOTHER,62\n").failure(AGE);
    assertRefused(ErrorCode.DATA_MALFORMED, e, "set header to false");
    assertFalse(e.getMessage().contains("SECRET"));
    assertFalse(e.getMessage().contains("61"));
  }

  @Test
  void open_columnTwice_isRefused() {
    assertRefused(
        ErrorCode.DATA_MALFORMED, SiteFiles.text("age,age\n1,2\n").failure(AGE), "stand once");
  }

  @Test
  void open_columnsDoNotFitHeader_isRefused() {
    assertRefused(
        ErrorCode.DATA_MALFORMED,
        SiteFiles.text("id,age\n1,2\n").failure(AGE, "columns", "age"),
        "setting columns, 1, was 2");
  }

  @Test
  void open_imageColumn_isRefused() {
    DataSchema image = DataSchema.of(new Column.Image("scan", 2, 2, 1));
    assertRefused(
        ErrorCode.SCHEMA_INVALID,
        SiteFiles.text("scan\n1\n").failure(image),
        "Column scan",
        "image");
  }

  @Test
  void next_moreThanMaxRows_isTooLarge() {
    assertEquals(2, SiteFiles.text("age\n1\n2\n").numbers(AGE, "max-rows", "2").size());
    assertRefused(
        ErrorCode.DATA_TOO_LARGE,
        SiteFiles.text("age\n1\n2\n3\n").failure(AGE, "max-rows", "2"),
        "at most 2");
  }

  @Test
  void open_badSettings_areRefused() {
    SiteFiles file = SiteFiles.text("age\n1\n");
    assertRefused(ErrorCode.SETTING_UNKNOWN, file.failure(AGE, "encoding", "latin"), "encoding");
    assertRefused(ErrorCode.SETTING_INVALID, file.failure(AGE, "delimiter", "|"), "delimiter");
    assertRefused(ErrorCode.SETTING_INVALID, file.failure(AGE, "header", "no"), "header");
    assertRefused(ErrorCode.SETTING_INVALID, file.failure(AGE, "header", "false"), "columns");
    assertRefused(ErrorCode.SETTING_INVALID, file.failure(AGE, "max-rows", "0"), "max-rows");
  }

  @Test
  void open_fileChoice_isChecked() {
    SiteFiles two =
        SiteFiles.text("age\n1\n")
            .with(
                "b.csv",
                () -> new ByteArrayInputStream("age\n2\n".getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of(List.of(2.0)), two.numbers(AGE, "file", "b.csv"));
    assertRefused(ErrorCode.DATA_UNREADABLE, two.failure(AGE), "\"b.csv\", \"site.csv\"");
    assertRefused(ErrorCode.DATA_UNREADABLE, two.failure(AGE, "file", "c.csv"), "\"b.csv\"");
    assertRefused(ErrorCode.DATA_UNREADABLE, new SiteFiles().failure(AGE), "was 0");
  }

  @Test
  void open_streamFails_isUnreadableAndClosed() {
    boolean[] closed = {false};
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("a path that must not be shown");
          }

          @Override
          public int read(byte[] bytes, int from, int count) throws IOException {
            return read();
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    CloisterException e = new SiteFiles().with("f.csv", () -> broken).failure(AGE);
    assertRefused(ErrorCode.DATA_UNREADABLE, e, "\"f.csv\"");
    assertFalse(e.getMessage().contains("path"));
    assertTrue(closed[0]);
  }

  @Test
  void open_fileVanished_isUnreadable() {
    DataAccess vanished =
        new DataAccess() {
          @Override
          public List<String> names() {
            return List.of("gone.csv");
          }

          @Override
          public InputStream open(String name) throws IOException {
            throw new IOException("gone");
          }
        };
    CloisterException e =
        assertThrows(
            CloisterException.class,
            () -> new CsvDataSource().open(vanished, AGE, Settings.none()));
    assertRefused(ErrorCode.DATA_UNREADABLE, e, "\"gone.csv\"");
  }

  @Test
  void passed_cellOrNumberOfFields_goesOnBehindTheRow() {
    SiteFiles files = SiteFiles.text("x,c\n1,a\n2,zebra\n3\n4,b\n5,\"a\n");
    DataSchema schema =
        DataSchema.of(
            new Column.Numeric("x", 0, 9), new Column.Categorical("c", List.of("a", "b")));
    Row row = new Row(schema);
    try (RawExamples rows = files.rows(schema)) {
      assertTrue(rows.next(row));
      assertFalse(rows.passed());
      CloisterException unknown = assertThrows(CloisterException.class, () -> rows.next(row));
      assertTrue(unknown.getMessage().contains("values \"a\", \"b\""), unknown.getMessage());
      assertTrue(rows.passed());
      assertEquals(1, rows.line());
      assertThrows(CloisterException.class, () -> rows.next(row));
      assertTrue(rows.passed());
      assertEquals(2, rows.line());
      assertTrue(rows.next(row));
      assertEquals(4, row.number(0));
      assertEquals(3, rows.line());
      assertFalse(rows.passed());
      assertThrows(CloisterException.class, () -> rows.next(row));
      assertFalse(rows.passed(), "after an open quote nobody knows where rows begin");
    }
  }
}
