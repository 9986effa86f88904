package org.cloister.plugins.datasources;

import java.util.Arrays;
import java.util.List;
import org.cloister.model.Settings;

/**
 * How the file is written, from the settings.
 *
 * @param header whether the first line names the columns
 * @param delimiter between two fields
 * @param quotes whether a field may stand in double quotes
 * @param columns the names in file order, which go before those of a header; empty if not given
 * @param missing the cells that mean "no value", after trimming
 * @param maxRows the most data rows
 */
record CsvFormat(
    boolean header,
    byte delimiter,
    boolean quotes,
    List<String> columns,
    List<String> missing,
    int maxRows) {

  static CsvFormat of(Settings settings) {
    settings.requireOnly(
        "header",
        "delimiter",
        "quote",
        "columns",
        "missing",
        "file",
        "label-rule",
        "label-classes",
        "max-rows");
    char delimiter =
        switch (settings.oneOf("delimiter", ",", ",", ";", "tab", "space")) {
          case "tab" -> '\t';
          case "space" -> ' ';
          case ";" -> ';';
          default -> ',';
        };
    return new CsvFormat(
        settings.flag("header", true),
        (byte) delimiter,
        settings.oneOf("quote", "double", "double", "none").equals("double"),
        settings.has("columns") ? list(settings.text("columns")) : List.of(),
        list(settings.text("missing", "?,NA,")),
        settings.integer("max-rows", 100_000_000, 1, Integer.MAX_VALUE));
  }

  /** The comma-separated entries, trimmed; empty ones count. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}
