package org.cloister.app.predict;

/**
 * What came of it.
 *
 * @param rows in the table
 * @param predicted rows with a prediction
 * @param seconds from the first row to the last
 */
public record PredictionCount(long rows, long predicted, double seconds) {

  /** Rows without a prediction. */
  public long without() {
    return rows - predicted;
  }
}
