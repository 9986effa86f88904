package org.cloister.engine.data;

import org.cloister.model.Row;

/** One column of a table in memory, front to back. */
sealed interface Cells permits NumberCells, IndexCells, ImageCells {

  /** Takes the cell of the row that is appended; {@code line} is for messages. */
  void append(Row row, long line);

  /** Whether the cell is missing. */
  boolean missing(int row);

  /** Copies the cell into a row. */
  void fill(int row, Row into);

  /** Gives spare memory back. */
  void trim();

  /** The capacity that follows {@code length}. */
  static int grown(int length) {
    return (int) Math.min(Integer.MAX_VALUE - 8, 16L + length + (length >> 1));
  }
}
