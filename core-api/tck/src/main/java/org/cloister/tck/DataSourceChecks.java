package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.spi.DataSource;
import org.cloister.spi.RawExamples;

/**
 * The contract of {@link DataSource}. Only its author knows the form of its files, so a plugin as a
 * whole is checked with no files at all.
 *
 * <ul>
 *   <li>{@code open_refusesMissingFiles}: files that are not there are an error of the data range
 *       (CL-02xx), not an empty table.
 *   <li>{@code rows_areRead}: the files can be read to the end.
 *   <li>{@code rows_areTheSameTwice}: the same files give the same rows in the same order.
 *   <li>{@code schema_keepsTheColumns}: the site's schema has the columns that were agreed on.
 *   <li>{@code next_fitsTheSchema}: a cell holds what its column says.
 *   <li>{@code next_staysFalse}: after the last row there is none.
 *   <li>{@code line_increases}: in one file, every row has a later line than the one before.
 *   <li>{@code close_closesTheFiles}: no stream stays open.
 * </ul>
 */
public final class DataSourceChecks {

  private DataSourceChecks() {}

  /** The rules that {@code role} breaks on these files, which it must be able to read. */
  public static List<Finding> check(
      DataSource role, InMemoryFiles files, DataSchema schema, Settings settings) {
    return run(role, files, schema, settings).findings();
  }

  static Checklist run(DataSource role, InMemoryFiles files, DataSchema schema, Settings settings) {
    Checklist list = withoutFiles(role, settings);
    List<String> first =
        list.answer(
            "rows_areRead",
            "The files must be read to the end.",
            () -> rows(role, files, schema, settings));
    if (first == null) {
      return list;
    }
    list.rule(
        "rows_areTheSameTwice",
        "The same files must give the same rows.",
        () -> first.equals(rows(role, files, schema, settings)));
    try (RawExamples rows = role.open(files.again(), schema, settings)) {
      list.rule(
          "schema_keepsTheColumns",
          "The columns must have the agreed names, kinds and order.",
          () -> kinds(rows.schema()).equals(kinds(schema)));
    }
    list.rule(
        "next_fitsTheSchema",
        "Every cell must hold what its column declares, or be missing.",
        () -> DataSourceRows.fit(role, files.again(), schema, settings));
    list.rule(
        "next_staysFalse",
        "next must stay false after the last row.",
        () -> {
          try (RawExamples rows = role.open(files.again(), schema, settings)) {
            Row row = new Row(rows.schema());
            for (int n = 0; n < DataSourceRows.MOST_ROWS; n++) {
              if (!rows.next(row)) {
                boolean again = rows.next(row);
                return !again && !rows.next(row);
              }
            }
            return true;
          }
        });
    list.rule(
        "line_increases",
        "In one file the lines must increase from row to row and begin at 0 or later.",
        () -> DataSourceRows.linesIncrease(role, files.again(), schema, settings));
    list.rule(
        "close_closesTheFiles",
        "Every stream must be closed by close, also in the middle of a file.",
        () -> {
          InMemoryFiles watched = files.again();
          try (RawExamples rows = role.open(watched, schema, settings)) {
            rows.next(new Row(rows.schema()));
          }
          return watched.openStreams() == 0;
        });
    return list;
  }

  /** The one rule that needs no files. */
  static Checklist withoutFiles(DataSource role, Settings settings) {
    Checklist list = new Checklist(RoleNames.DATA_SOURCE, role.id());
    list.rule(
        "open_refusesMissingFiles",
        "Without its files a source must throw a CloisterException of the data range (CL-02xx).",
        () -> {
          try {
            return !rows(role, InMemoryFiles.of(Map.of()), Samples.SCHEMA, settings).isEmpty();
          } catch (CloisterException e) {
            return e.code().text().startsWith("CL-02")
                || e.code() == ErrorCode.SETTING_INVALID
                || e.code() == ErrorCode.SETTING_UNKNOWN;
          }
        });
    return list;
  }

  private static List<String> rows(
      DataSource role, InMemoryFiles files, DataSchema schema, Settings settings) {
    List<String> texts = new ArrayList<>();
    try (RawExamples rows = role.open(files.again(), schema, settings)) {
      Row row = new Row(rows.schema());
      while (texts.size() < DataSourceRows.MOST_ROWS && rows.next(row)) {
        texts.add(rows.line() + DataSourceRows.text(row, rows.schema()));
      }
    }
    return texts;
  }

  private static List<String> kinds(DataSchema schema) {
    return schema.columns().stream().map(DataSourceChecks::kind).toList();
  }

  private static String kind(Column column) {
    return column.getClass().getSimpleName() + " " + column.name();
  }
}
