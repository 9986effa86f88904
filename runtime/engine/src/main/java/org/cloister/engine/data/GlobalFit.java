package org.cloister.engine.data;

import java.util.List;
import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Preprocessing.Scope;

/**
 * Fits a preparation on the statistics of the whole federation. Pure. The means and deviations are
 * those of the features after imputation, as if all rows lay in one table: {@code k} missing cells
 * that become {@code v} move a mean {@code m} of {@code n} cells to {@code m + (v - m) k / (n + k)}
 * and add {@code (v - m)^2 n k / (n + k)} to the squared distances (Chan, Golub and LeVeque 1983).
 */
public final class GlobalFit {
  /** In half-widths of the declared range: what fixed point can make of a constant. */
  private static final double SAME = 1e-6;

  private final DataSchema schema;
  private final Preparation preparation;
  private final Map<String, Double> values;

  private GlobalFit(DataSchema schema, Preparation preparation, Map<String, Double> values) {
    this.schema = schema;
    this.preparation = preparation;
    this.values = values;
  }

  /**
   * All steps, of scope GLOBAL.
   *
   * @param values results of the query {@code statistics} over the rows that the sites train on:
   *     {@code age.present}, {@code age.mean}, ...
   * @throws CloisterException {@link ErrorCode#DATA_EMPTY} if no site has a value in a column
   */
  public static Preprocessing of(
      DataSchema schema, Preparation preparation, Map<String, Double> values) {
    GlobalFit fit = new GlobalFit(schema, preparation, values);
    return new Preprocessing(
        Scope.GLOBAL, Fitting.steps(schema, preparation, fit::imputed, fit::moments));
  }

  private double imputed(Column column) {
    Imputation imputation = preparation.imputation(column);
    if (imputation instanceof Imputation.Mode) {
      return needed(column, "mode");
    }
    return needed(column, imputation instanceof Imputation.Median ? "median" : "mean");
  }

  private double needed(Column column, String what) {
    Double value = values.get(column.name() + "." + what);
    if (value == null) {
      throw empty(column);
    }
    return value;
  }

  private static CloisterException empty(Column column) {
    return new CloisterException(
        ErrorCode.DATA_EMPTY,
        "Column "
            + column.name()
            + " must have a value in at least one training row of a site that answered, and is"
            + " missing in all; nothing can scale it or stand in for it. Leave the column out of"
            + " the schema, or look into the sites' files.");
  }

  private Moments moments(Feature feature) {
    Column column = schema.columns().get(feature.column());
    return column instanceof Column.Categorical categorical
        ? ofCategory(categorical, feature)
        : ofNumbers((Column.Numeric) column, feature);
  }

  private double filled(Column column, Feature feature) {
    return Double.isNaN(feature.ifMissing()) ? 0 : needed(column, "missing");
  }

  private Moments ofNumbers(Column.Numeric column, Feature feature) {
    double present = needed(column, "present");
    double filled = filled(column, feature);
    if (present == 0) {
      if (filled == 0) {
        throw empty(column);
      }
      return new Moments(feature.ifMissing(), 0);
    }
    double mean = needed(column, "mean");
    double deviation = needed(column, "standard-deviation");
    if (filled == 0) {
      return new Moments(mean, deviation);
    }
    double all = present + filled;
    double gap = feature.ifMissing() - mean;
    double half = column.max() / 2 - column.min() / 2;
    if (deviation == 0 && Math.abs(gap) <= SAME * half) {
      return new Moments(mean, 0);
    }
    double squares = deviation * deviation * (present - 1) + gap * gap * present * filled / all;
    return new Moments(mean + gap * filled / all, Math.sqrt(squares / (all - 1)));
  }

  private Moments ofCategory(Column.Categorical column, Feature feature) {
    List<String> names = column.values();
    double all = filled(column, feature);
    double ones = feature.category() == feature.ifMissing() ? all : 0;
    for (int v = 0; v < names.size(); v++) {
      double count = needed(column, "value." + v);
      all += count;
      ones += v == feature.category() ? count : 0;
    }
    if (all == 0) {
      throw empty(column);
    }
    double mean = ones / all;
    return new Moments(
        mean, ones == 0 || ones == all ? 0 : Math.sqrt(ones * (1 - mean) / (all - 1)));
  }
}
