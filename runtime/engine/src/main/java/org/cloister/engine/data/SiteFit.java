package org.cloister.engine.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Transform;

/** Fits a preparation on some rows of a table, those that a site trains on. */
final class SiteFit {
  private final RawTable table;
  private final Preparation preparation;
  private final int[] rows;

  private SiteFit(RawTable table, Preparation preparation, int[] rows) {
    this.table = table;
    this.preparation = preparation;
    this.rows = rows;
  }

  /**
   * The steps; of scope SITE if anything in them is fitted.
   *
   * @param rows at least one, none of them incomplete
   */
  static Preprocessing of(RawTable table, Preparation preparation, int[] rows) {
    SiteFit fit = new SiteFit(table, preparation, rows);
    List<Transform> steps = Fitting.steps(table.schema(), preparation, fit::imputed, fit::moments);
    boolean fitted =
        preparation.standardise() != Scope.NONE
            || table.schema().columns().stream()
                .filter(Preparation::fillable)
                .anyMatch(preparation::fitsImputation);
    return new Preprocessing(fitted ? Scope.SITE : Scope.NONE, steps);
  }

  private double imputed(Column column) {
    double[] present = present(column);
    CloisterException.require(
        present.length > 0,
        ErrorCode.DATA_EMPTY,
        "Column "
            + column.name()
            + " must have a value in at least one training row, and is missing in all;"
            + " nothing can stand in for it. Leave the column out of the schema or the site out of"
            + " the job.");
    Imputation imputation = preparation.imputation(column);
    if (imputation instanceof Imputation.Mode) {
      return mostFrequent((Column.Categorical) column, present);
    }
    double value = imputation instanceof Imputation.Median ? median(present) : mean(present);
    CloisterException.require(
        Double.isFinite(value),
        ErrorCode.DATA_MALFORMED,
        "The values of column " + column.name() + " are too large to average; rescale the column.");
    return value;
  }

  private double[] present(Column column) {
    int index = table.schema().index(column.name());
    List<Double> missing = preparation.missingValues().getOrDefault(column.name(), List.of());
    return IntStream.of(rows)
        .mapToDouble(row -> table.number(index, row))
        .filter(cell -> !Feature.isMissing(cell, missing))
        .toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) { // a stream's sum is compensated, and its bits are not ours
      sum += value;
    }
    return sum / values.length;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1
        ? values[half]
        : values[half - 1] + (values[half] - values[half - 1]) / 2;
  }

  private static int mostFrequent(Column.Categorical column, double[] indexes) {
    long[] counts = new long[column.values().size()];
    for (double index : indexes) {
      counts[(int) index]++;
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return best;
  }

  private Moments moments(Feature feature) {
    Moments moments = Moments.of(row -> feature.value(table.number(feature.column(), row)), rows);
    CloisterException.require(
        Double.isFinite(moments.mean()) && Double.isFinite(moments.deviation()),
        ErrorCode.DATA_MALFORMED,
        "The values of feature "
            + feature.name()
            + " are too large to standardise; rescale the column.");
    return moments;
  }
}
