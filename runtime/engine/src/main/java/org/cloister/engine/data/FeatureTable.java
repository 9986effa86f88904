package org.cloister.engine.data;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Transform;

/** The features of a table, with everything that is fitted on its training rows. */
final class FeatureTable {
  private final RawTable table;
  private final List<String> names = new ArrayList<>();
  private final List<Feature> features = new ArrayList<>();
  private final List<Transform> steps = new ArrayList<>();
  private final double[] means;
  private final double[] deviations;
  private final Preprocessing preprocessing;

  /**
   * Fits.
   *
   * @param train the rows whose label, entities and images are all there
   */
  FeatureTable(RawTable table, Preparation preparation, int[] train) {
    this.table = table;
    boolean impute = preparation.missing() == Preparation.Missing.IMPUTE;
    List<Column> columns = table.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column instanceof Column.Numeric) {
        numeric(column, (NumberCells) table.cells(i), impute, train);
      } else if (column instanceof Column.Categorical categorical) {
        oneHot(categorical, (IndexCells) table.cells(i), impute, train, preparation.dropFirst());
      }
    }
    means = new double[features.size()];
    deviations = new double[features.size()];
    boolean standardise = preparation.standardise() == Preprocessing.Scope.SITE;
    for (int f = 0; f < features.size(); f++) {
      if (standardise) {
        standardise(f, train);
      }
    }
    preprocessing =
        new Preprocessing(
            standardise || impute ? Preprocessing.Scope.SITE : Preprocessing.Scope.NONE, steps);
  }

  private void numeric(Column column, NumberCells cells, boolean impute, int[] train) {
    names.add(column.name());
    if (!impute) {
      features.add(cells::value);
      return;
    }
    double mean = Imputation.mean(column, cells, train);
    steps.add(new Transform.Impute(column.name(), mean));
    features.add(row -> cells.missing(row) ? mean : cells.value(row));
  }

  private void oneHot(
      Column.Categorical column, IndexCells cells, boolean impute, int[] train, boolean dropFirst) {
    int ifMissing = -1;
    if (impute) {
      ifMissing = Imputation.mostFrequent(column, cells, train);
      steps.add(new Transform.Impute(column.name(), ifMissing));
    }
    names.addAll(Features.names(column, dropFirst));
    steps.add(new Transform.OneHot(column.name(), column.values(), dropFirst));
    int imputed = ifMissing;
    for (int v = dropFirst ? 1 : 0; v < column.values().size(); v++) {
      int value = v;
      features.add(row -> (cells.missing(row) ? imputed : cells.value(row)) == value ? 1 : 0);
    }
  }

  private void standardise(int f, int[] train) {
    Moments moments = Moments.of(features.get(f), train);
    CloisterException.require(
        Double.isFinite(moments.mean()) && Double.isFinite(moments.deviation()),
        ErrorCode.DATA_MALFORMED,
        "The values of feature "
            + names.get(f)
            + " are too large to standardise; rescale the column.");
    steps.add(new Transform.Standardise(names.get(f), moments.mean(), moments.deviation()));
    means[f] = moments.mean();
    deviations[f] = moments.deviation();
  }

  Preprocessing preprocessing() {
    return preprocessing;
  }

  /** The features of these rows, row-major. */
  float[] encode(int[] rows) {
    int width = features.size();
    CloisterException.require(
        (long) rows.length * width <= Integer.MAX_VALUE - 8,
        ErrorCode.DATA_TOO_LARGE,
        "Rows times features must be less than 2^31 - 8, were "
            + rows.length
            + " and "
            + width
            + "; split the site or merge categories.");
    float[] values = new float[rows.length * width];
    for (int f = 0; f < width; f++) {
      Feature feature = features.get(f);
      double mean = means[f];
      double scale = deviations[f] == 0 ? 1 : deviations[f];
      for (int i = 0; i < rows.length; i++) {
        float value = (float) ((feature.value(rows[i]) - mean) / scale);
        if (!Float.isFinite(value)) {
          throw tooLarge(names.get(f), table.line(rows[i]));
        }
        values[i * width + f] = value;
      }
    }
    return values;
  }

  private static CloisterException tooLarge(String feature, long line) {
    return new CloisterException(
        ErrorCode.DATA_MALFORMED,
        "Line "
            + line
            + ", feature "
            + feature
            + " must fit single precision; rescale the column.");
  }
}
