package org.cloister.engine.data;

import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;

/** What stands in for missing cells. */
final class Imputation {
  private Imputation() {}

  /** The mean of the cells that are there. */
  static double mean(Column column, NumberCells cells, int[] rows) {
    double sum = 0;
    long present = 0;
    for (int row : rows) {
      if (!cells.missing(row)) {
        sum += cells.value(row);
        present++;
      }
    }
    requirePresent(column, present);
    double mean = sum / present;
    CloisterException.require(
        Double.isFinite(mean),
        ErrorCode.DATA_MALFORMED,
        "The values of column " + column.name() + " are too large to average; rescale the column.");
    return mean;
  }

  /** The index that stands most often, the first of those. */
  static int mostFrequent(Column.Categorical column, IndexCells cells, int[] rows) {
    long[] counts = new long[column.values().size()];
    long present = 0;
    for (int row : rows) {
      if (!cells.missing(row)) {
        counts[cells.value(row)]++;
        present++;
      }
    }
    requirePresent(column, present);
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return best;
  }

  private static void requirePresent(Column column, long present) {
    CloisterException.require(
        present > 0,
        ErrorCode.DATA_EMPTY,
        "Column "
            + column.name()
            + " must have a value in at least one training row, and is missing in all;"
            + " nothing can stand in for it. Leave the column out of the schema or the site out of"
            + " the job.");
  }
}
