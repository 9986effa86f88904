package org.cloister.engine.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing.Scope;

/**
 * How a table becomes numbers, as the federation agreed on it.
 *
 * @param standardise whose means and standard deviations scale the features
 * @param missing what happens to rows with missing cells
 * @param dropFirst whether the first value of a categorical column gets no feature
 * @param missingValues by numeric column, the numbers that mean "missing"
 * @param imputations by column, what stands in for missing cells where it is not the mean of a
 *     numeric or the most frequent value of a categorical column; empty with {@link
 *     Missing#DROP_ROW}
 * @param statistics how finely the federation's statistics are taken, if any are
 */
public record Preparation(
    Scope standardise,
    Missing missing,
    boolean dropFirst,
    Map<String, List<Double>> missingValues,
    Map<String, Imputation> imputations,
    StatisticsLimits statistics) {

  /** What happens to rows with missing cells. */
  public enum Missing {
    /** They are left out. */
    DROP_ROW,
    /** Something stands in for the cells. */
    IMPUTE
  }

  /** Copies the maps; iteration is by name. */
  public Preparation {
    TreeMap<String, List<Double>> copy = new TreeMap<>();
    missingValues.forEach((column, values) -> copy.put(column, List.copyOf(values)));
    missingValues = Collections.unmodifiableMap(copy);
    imputations = Collections.unmodifiableMap(new TreeMap<>(imputations));
    CloisterException.require(
        missing == Missing.IMPUTE || imputations.isEmpty(),
        ErrorCode.JOB_INVALID,
        "Columns "
            + imputations.keySet()
            + " must have no imputation while rows with missing cells are left out; impute missing"
            + " cells, or leave the imputations out.");
  }

  /** A preparation without declared missing values and with the usual imputation. */
  public Preparation(Scope standardise, Missing missing, boolean dropFirst) {
    this(standardise, missing, dropFirst, Map.of(), Map.of(), StatisticsLimits.usual());
  }

  /**
   * Takes rows as they are, for those who want to look at tables only: nothing is fitted, and a row
   * is left out for a missing label, entity or image alone.
   */
  public static Preparation unfitted(DataSchema schema) {
    Map<String, Imputation> zeros = new TreeMap<>();
    schema.columns().stream()
        .filter(Preparation::fillable)
        .forEach(column -> zeros.put(column.name(), new Imputation.Constant(0)));
    return new Preparation(
        Scope.NONE, Missing.IMPUTE, false, Map.of(), zeros, StatisticsLimits.usual());
  }

  /** What stands in for missing cells of {@code column}; only with {@link Missing#IMPUTE}. */
  public Imputation imputation(Column column) {
    Imputation usual =
        column instanceof Column.Categorical ? new Imputation.Mode() : new Imputation.Mean();
    return imputations.getOrDefault(column.name(), usual);
  }

  /**
   * Whose data the fitted numbers come from. With {@link #standardise} SITE all of them are the
   * site's own; else all of them are the federation's, or there are none.
   */
  public Scope scope(DataSchema schema) {
    if (standardise == Scope.SITE) {
      return Scope.SITE;
    }
    boolean fitted =
        schema.columns().stream()
            .filter(Preparation::fillable)
            .anyMatch(column -> standardise == Scope.GLOBAL || fitsImputation(column));
    return fitted ? Scope.GLOBAL : Scope.NONE;
  }

  /** Whether the value that stands in for missing cells comes from data. */
  boolean fitsImputation(Column column) {
    return missing == Missing.IMPUTE && !(imputation(column) instanceof Imputation.Constant);
  }

  /** Whether something can stand in for missing cells of the column. */
  static boolean fillable(Column column) {
    return column instanceof Column.Numeric || column instanceof Column.Categorical;
  }

  /** Refuses what does not fit the schema. */
  void check(DataSchema schema) {
    missingValues.forEach(
        (name, values) ->
            require(
                schema.columns().get(schema.index(name)) instanceof Column.Numeric
                    && !values.isEmpty()
                    && values.stream().allMatch(Double::isFinite),
                name,
                "must be numeric, with one or more finite values, to have values that count as"
                    + " missing"));
    imputations.forEach(
        (name, imputation) -> {
          Column column = schema.columns().get(schema.index(name));
          if (imputation instanceof Imputation.Constant constant) {
            boolean index =
                column instanceof Column.Categorical categorical
                    && Feature.isIndex(constant.value(), categorical.values().size());
            require(
                column instanceof Column.Numeric || index,
                name,
                "must be numeric, or categorical and have the constant among its values");
          } else if (imputation instanceof Imputation.Mode) {
            require(
                column instanceof Column.Categorical,
                name,
                "must be categorical to be imputed with its mode; declare it categorical, or impute"
                    + " the mean, the median or a constant");
          } else {
            require(
                column instanceof Column.Numeric,
                name,
                "must be numeric to be imputed with its mean or median; impute the mode or a"
                    + " constant");
          }
        });
  }

  private static void require(boolean fits, String column, String rule) {
    CloisterException.require(
        fits, ErrorCode.SCHEMA_INVALID, "Column " + column + " " + rule + ".");
  }
}
