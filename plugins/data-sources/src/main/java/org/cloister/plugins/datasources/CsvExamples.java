package org.cloister.plugins.datasources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.cloister.model.DataSchema;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.spi.RawExamples;
import org.jspecify.annotations.Nullable;

/** The rows of one file. The first record is read ahead, so that an empty file fails at once. */
final class CsvExamples implements RawExamples {
  private final InputStream in;
  private final CsvFormat format;
  private final CsvTrouble trouble;
  private final DataSchema schema;
  private final RecordReader records;
  private final Header header;
  private final int[] fields;
  private final CellReader[] readers;
  private final byte[][] missing;
  private final Cell cell = new Cell();
  private boolean ahead;
  private boolean passed;
  private long line = -1;

  CsvExamples(InputStream in, String file, DataSchema schema, CsvFormat format, Settings settings) {
    this.in = in;
    this.format = format;
    this.trouble = new CsvTrouble(file);
    this.schema = schema;
    this.readers = new CellReader[schema.columns().size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = CellReaders.of(schema.columns().get(i), i, settings);
    }
    this.missing =
        format.missing().stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.records = new RecordReader(in, format, trouble);
    this.header = Header.read(records, format, trouble);
    this.fields = header.fieldsOf(schema);
    if (!advance()) {
      throw trouble.empty();
    }
    this.ahead = true;
  }

  @Override
  public DataSchema schema() {
    return schema;
  }

  @Override
  public boolean next(Row row) {
    passed = false;
    if (!ahead && !advance()) {
      return false;
    }
    ahead = false;
    if (line + 1 == format.maxRows()) {
      throw trouble.tooLarge(format.maxRows());
    }
    line++;
    passed = true; // the record is cut out: what is wrong with its fields is its own affair
    fill(row);
    passed = false;
    return true;
  }

  @Override
  public boolean passed() {
    return passed;
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
      throw trouble.unreadable(e);
    }
  }

  /** Reads the next record; empty lines may stand at the end only. */
  private boolean advance() {
    if (!records.advance()) {
      return false;
    }
    if (!records.isBlank()) {
      return true;
    }
    long blank = records.line();
    while (records.advance()) {
      if (!records.isBlank()) {
        throw trouble.malformed(blank, "a line must hold a row, was empty; remove it.");
      }
    }
    return false;
  }

  private void fill(Row row) {
    int expected = header.names().size();
    if (records.fields() != expected) {
      throw trouble.malformed(
          records.line(),
          "a row must have "
              + expected
              + " fields, was "
              + records.fields()
              + "; check the setting delimiter and the quotes of this line.");
    }
    if (!records.isAscii()) {
      checkEncoding();
    }
    row.clear();
    for (int i = 0; i < fields.length; i++) {
      records.point(cell, fields[i]);
      if (!cell.isOneOf(missing)) {
        @Nullable String complaint = readers[i].read(cell, row);
        if (complaint != null) {
          throw trouble.cell(records.line(), schema.columns().get(i).name(), complaint);
        }
      }
    }
  }

  private void checkEncoding() {
    for (int i = 0; i < records.fields(); i++) {
      records.point(cell, i);
      if (!cell.isUtf8()) {
        throw trouble.malformed(
            records.line(),
            "column "
                + (header.mayBeData() ? i + 1 : header.names().get(i))
                + " must be well-formed UTF-8, was not; save the file as UTF-8.");
      }
    }
  }
}
