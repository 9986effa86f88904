package org.cloister.plugins.datasources;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * The names of a file's columns.
 *
 * @param names in file order
 * @param mayBeData whether they come from a first line that looks like data; such names are not
 *     shown
 * @param trouble for the messages
 */
record Header(List<String> names, boolean mayBeData, CsvTrouble trouble) {
  private static final int MOST_SHOWN = 40;

  /** The names that the settings give, or those of the first line, which is read in both cases. */
  static Header read(RecordReader records, CsvFormat format, CsvTrouble trouble) {
    if (!format.header()) {
      CloisterException.require(
          !format.columns().isEmpty(),
          ErrorCode.SETTING_INVALID,
          "columns must name the columns in file order when header is false, was not given.");
      return new Header(format.columns(), false, trouble);
    }
    if (!records.advance()) {
      throw trouble.empty();
    }
    List<String> names = new ArrayList<>();
    boolean mayBeData = false;
    Cell cell = new Cell();
    for (int i = 0; i < records.fields(); i++) {
      records.point(cell, i);
      if (!records.isAscii() && !cell.isUtf8()) {
        throw trouble.malformed(
            records.line(), "column " + (i + 1) + " must be well-formed UTF-8, was not.");
      }
      mayBeData |= !Double.isNaN(cell.number());
      names.add(cell.trimmed());
    }
    if (format.columns().isEmpty()) {
      return new Header(List.copyOf(names), mayBeData, trouble);
    }
    if (format.columns().size() != names.size()) {
      throw trouble.malformed(
          records.line(),
          "the header must have as many names as the setting columns, "
              + format.columns().size()
              + ", was "
              + names.size()
              + ".");
    }
    return new Header(format.columns(), false, trouble);
  }

  /** The field of each column of the schema. */
  int[] fieldsOf(DataSchema schema) {
    int[] fields = new int[schema.columns().size()];
    for (int i = 0; i < fields.length; i++) {
      String name = schema.columns().get(i).name();
      fields[i] = names.indexOf(name);
      if (fields[i] < 0) {
        throw trouble.malformed(
            1, "there must be a column " + name + ", was none; " + advice(name));
      }
      if (names.lastIndexOf(name) != fields[i]) {
        throw trouble.malformed(
            1, "column " + name + " must stand once, stands more often; rename one with columns.");
      }
    }
    return fields;
  }

  private String advice(String sought) {
    if (mayBeData) {
      return "the first line has numbers, so it may be data: set header to false and name the"
          + " columns in the setting columns.";
    }
    String nearest = NearestName.of(sought, names);
    String shown =
        String.join(", ", names.stream().limit(MOST_SHOWN).map(Quoted::of).toList())
            + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " more" : "");
    return (nearest.isEmpty() ? "the" : "did you mean " + Quoted.of(nearest) + "? The")
        + " file has "
        + shown
        + ".";
  }
}
