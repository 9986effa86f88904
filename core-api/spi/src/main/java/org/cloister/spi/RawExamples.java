package org.cloister.spi;

import org.cloister.model.DataSchema;
import org.cloister.model.Row;

/** A cursor over a site's rows in file order. Belongs to one thread. */
public interface RawExamples extends AutoCloseable {

  /** The schema with what is the site's own, such as the number of its entities. */
  DataSchema schema();

  /**
   * Fills {@code row} with the next row; false after the last one.
   *
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#DATA_MALFORMED} with file, line and column
   */
  boolean next(Row row);

  /**
   * Whether the row that {@link #next} refused last was passed over as a whole: {@link #line} names
   * it, and the next call goes on behind it. By default what is refused ends the rows.
   */
  default boolean passed() {
    return false;
  }

  /**
   * The 0-based number of the row filled last among the data lines of its file (a header does not
   * count). Split files name rows by it.
   */
  long line();

  @Override
  void close();
}
