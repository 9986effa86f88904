package org.cloister.engine.data;

/** One number an example, before standardisation. */
interface Feature {
  /** The value for a row of the table; a missing cell is imputed or the row was left out. */
  double value(int row);
}
