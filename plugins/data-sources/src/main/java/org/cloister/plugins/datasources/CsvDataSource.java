package org.cloister.plugins.datasources;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Settings;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.RawExamples;

/**
 * Delimited text in UTF-8 (RFC 4180), read as a stream: memory does not grow with the number of
 * rows. Lines end with LF or CRLF; a byte order mark is skipped; empty lines may stand at the end.
 * Columns are matched by name, and those that the schema does not name are ignored. A number
 * outside the declared bounds is kept as it is, because bounds are for clipping on a sum route.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code header}: whether the first line has names, {@code true} (default) or {@code false}
 *   <li>{@code columns}: names in file order, comma-separated; needed without a header, and with
 *       one in place of its names
 *   <li>{@code delimiter}: {@code ,} (default), {@code ;}, {@code tab} or {@code space}
 *   <li>{@code quote}: {@code double} (default), or {@code none} for files where a quote is a
 *       character like any other
 *   <li>{@code missing}: cells without value, comma-separated, compared after trimming, quoted or
 *       not; default {@code ?,NA,} which includes the empty cell
 *   <li>{@code file}: which of the site's files; needed if there are several
 *   <li>{@code label-rule}: which cells of a BINARY label are 1, such as {@code > 0} or {@code =
 *       yes}; by default the cells are 0 and 1
 *   <li>{@code label-classes}: the cells of a CLASS label in class order, comma-separated; by
 *       default the cells are the indexes
 *   <li>{@code max-rows}: default 100 000 000
 * </ul>
 */
final class CsvDataSource implements DataSource {

  @Override
  public String id() {
    return "csv";
  }

  @Override
  public RawExamples open(DataAccess access, DataSchema schema, Settings settings) {
    CsvFormat format = CsvFormat.of(settings);
    String file = chosen(access.names(), settings);
    InputStream in;
    try {
      in = access.open(file);
    } catch (IOException e) {
      throw new CsvTrouble(file).unreadable(e);
    }
    try {
      return new CsvExamples(in, file, schema, format, settings);
    } catch (RuntimeException e) {
      try {
        in.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static String chosen(List<String> names, Settings settings) {
    String known = String.join(", ", names.stream().limit(20).map(Quoted::of).toList());
    if (settings.has("file")) {
      String file = settings.text("file");
      CloisterException.require(
          names.contains(file),
          ErrorCode.DATA_UNREADABLE,
          "file must be one of the site's files (" + known + "), was " + Quoted.of(file) + ".");
      return file;
    }
    CloisterException.require(
        names.size() == 1,
        ErrorCode.DATA_UNREADABLE,
        "The site must offer exactly 1 file where the setting file is not given, was "
            + names.size()
            + (names.isEmpty() ? "." : " (" + known + "); name one in the setting file."));
    return names.get(0);
  }
}
