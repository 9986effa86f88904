package org.cloister.plugins.datasources;

import org.cloister.model.Row;
import org.jspecify.annotations.Nullable;

/** Puts one cell that is not missing into its column of a row. */
@FunctionalInterface
interface CellReader {

  /** Null, or what is wrong: "must be ..., was ...". */
  @Nullable String read(Cell cell, Row row);
}
