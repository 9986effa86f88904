package org.cloister.plugins.datasources;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Target;
import org.cloister.spi.RawExamples;
import org.junit.jupiter.api.Test;

final class CsvDataSourceTests {
  private static final double NONE = Double.NaN;
  private static final DataSchema X = DataSchema.of(new Column.Numeric("x", 0, 10));
  private static final DataSchema TEXT = DataSchema.of(new Column.Text("t"));

  @Test
  void next_allKindsOfColumns_fillsTypedCells() {
    DataSchema schema =
        DataSchema.of(
            new Column.Numeric("age", 0, 120),
            new Column.Categorical("sex", List.of("f", "m")),
            new Column.Entity("ward", 5),
            new Column.Text("note"),
            new Column.Label("ill", Target.BINARY, 2));
    Row row = new Row(schema);
    try (RawExamples rows =
        SiteFiles.text("note,ill,extra,age,sex,ward\n a b ,1,zzz, 61.5 ,m,4\n?,,zzz,NA,?,\n")
            .rows(schema)) {
      assertEquals(schema, rows.schema());
      assertTrue(rows.next(row));
      assertEquals(61.5, row.number(0));
      assertEquals(1, row.index(1));
      assertEquals(4, row.index(2));
      assertEquals(" a b ", row.text(3));
      assertEquals(1, row.number(4));
      assertEquals(0, rows.line());
      assertTrue(rows.next(row));
      assertEquals(NONE, row.number(0));
      assertEquals(Row.MISSING, row.index(1));
      assertEquals(Row.MISSING, row.index(2));
      assertNull(row.text(3));
      assertEquals(NONE, row.number(4));
      assertEquals(1, rows.line());
      assertFalse(rows.next(row));
      assertFalse(rows.next(row));
      assertEquals(1, rows.line());
    }
  }

  @Test
  void next_quotedFields_followRfc4180() {
    String file = "t,u\n\"a,b\",1\n\"say \"\"hi\"\"\",2\n\"two\r\nlines\",3\n\"\",4\nplain,5";
    assertEquals(
        Arrays.asList("a,b", "say \"hi\"", "two\r\nlines", null, "plain"),
        SiteFiles.text(file).texts(TEXT));
  }

  @Test
  void next_quoteNone_keepsQuotes() {
    assertEquals(
        List.of("a \"b\" c", "\"d"),
        SiteFiles.text("u\tt\n1\ta \"b\" c\n2\t\"d\n")
            .texts(TEXT, "delimiter", "tab", "quote", "none"));
  }

  @Test
  void next_lineEndsAndByteOrderMark_areAccepted() {
    List<List<Double>> expected = List.of(List.of(1.0), List.of(2.0));
    for (String file :
        List.of("x\n1\n2\n", "x\n1\n2", "x\r\n1\r\n2\r\n", "x\r\n1\r\n2\r", "x\n1\n2\n\n\r\n")) {
      assertEquals(expected, SiteFiles.text(file).numbers(X));
      assertEquals(expected, SiteFiles.text("\uFEFF" + file).numbers(X));
    }
  }

  @Test
  void next_everyDelimiter_splits() {
    List<List<Double>> expected = List.of(List.of(7.0));
    assertEquals(expected, SiteFiles.text("a,x\n1,7\n").numbers(X));
    assertEquals(expected, SiteFiles.text("a;x\n1,5;7\n").numbers(X, "delimiter", ";"));
    assertEquals(expected, SiteFiles.text("a\tx\n1,5\t7\n").numbers(X, "delimiter", "tab"));
    assertEquals(expected, SiteFiles.text("a x\n1,5 7\n").numbers(X, "delimiter", "space"));
  }

  @Test
  void next_columnsSetting_namesOrRenames() {
    List<List<Double>> expected = List.of(List.of(7.0));
    assertEquals(
        expected, SiteFiles.text("1,7\n").numbers(X, "header", "false", "columns", "a, x"));
    assertEquals(expected, SiteFiles.text("p q,\n1,7\n").numbers(X, "columns", ",x"));
  }

  @Test
  void next_missingSetting_replacesMarkers() {
    assertEquals(
        List.of(List.of(NONE), List.of(NONE), List.of(3.0)),
        SiteFiles.text("x\n-9\n . \n3\n").numbers(X, "missing", "-9,."));
    assertEquals(
        List.of("?", "NA"), SiteFiles.text("t\n?\nNA\n").texts(TEXT, "missing", "nothing"));
  }

  @Test
  void next_numbers_areReadExactly() {
    String[] cells = {
      "0",
      "-0",
      ".7",
      "7.",
      "+1",
      "-1.25",
      "1e3",
      "1E-3",
      "2.5e+2",
      "0.1",
      "123456789012345",
      "1234567890.12345678901",
      "9007199254740993",
      "4.9e-324",
      "1.7976931348623157e308",
      "11"
    };
    double[] expected = Stream.of(cells).mapToDouble(Double::parseDouble).toArray();
    double[] read =
        SiteFiles.text("x\n" + String.join("\n", cells)).numbers(X).stream()
            .mapToDouble(row -> row.get(0))
            .toArray();
    assertArrayEquals(expected, read);
  }

  @Test
  void next_numericCategories_compareAsNumbers() {
    DataSchema schema =
        DataSchema.of(new Column.Categorical("c", List.of("3", "6", "7.0", "other")));
    assertEquals(
        List.of(List.of(0.0), List.of(1.0), List.of(2.0), List.of(3.0), List.of(0.0)),
        SiteFiles.text("c\n3.0\n 6 \n7\nother\n3e0\n").numbers(schema));
    DataSchema alike = DataSchema.of(new Column.Categorical("c", List.of("1", "1.0")));
    assertEquals(List.of(List.of(1.0), List.of(0.0)), SiteFiles.text("c\n1.0\n1\n").numbers(alike));
  }

  @Test
  void next_utf8_isDecoded() {
    assertEquals(List.of("Zürich 東京 🙂"), SiteFiles.text("t\nZürich 東京 🙂\n").texts(TEXT));
  }

  @Test
  void next_longestField_isRead() {
    byte[] file = new byte[2 + RecordReader.MAX_RECORD_BYTES];
    Arrays.fill(file, (byte) 'a');
    System.arraycopy("t\n".getBytes(StandardCharsets.UTF_8), 0, file, 0, 2);
    assertEquals(
        RecordReader.MAX_RECORD_BYTES, SiteFiles.of("f", file).texts(TEXT).get(0).length());
  }
}
