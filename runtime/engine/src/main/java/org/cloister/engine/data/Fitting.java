package org.cloister.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Transform;

/** The steps that a preparation asks for, in order; whoever fits gives the numbers. */
final class Fitting {
  private Fitting() {}

  /**
   * All steps.
   *
   * @param imputed what stands in for the missing cells of a column, where that is to be fitted
   * @param moments of a feature, after imputation
   */
  static List<Transform> steps(
      DataSchema schema,
      Preparation preparation,
      ToDoubleFunction<Column> imputed,
      Function<Feature, Moments> moments) {
    List<Transform> steps = unscaled(schema, preparation, imputed, true);
    if (preparation.standardise() != Scope.NONE) {
      for (Feature feature : new Encoding(schema, List.copyOf(steps)).features()) {
        Moments of = moments.apply(feature);
        steps.add(new Transform.Standardise(feature.name(), of.mean(), of.deviation()));
      }
    }
    return steps;
  }

  /** The steps that have no number from data. */
  static List<Transform> shared(DataSchema schema, Preparation preparation) {
    return unscaled(schema, preparation, column -> 0, false);
  }

  private static List<Transform> unscaled(
      DataSchema schema,
      Preparation preparation,
      ToDoubleFunction<Column> imputed,
      boolean withFitted) {
    List<Transform> steps = new ArrayList<>();
    for (Column column : schema.columns()) {
      List<Double> missing = preparation.missingValues().get(column.name());
      if (missing != null) {
        steps.add(new Transform.Missing(column.name(), missing));
      }
    }
    for (Column column : schema.columns()) {
      if (Preparation.fillable(column) && preparation.missing() == Preparation.Missing.IMPUTE) {
        if (preparation.imputation(column) instanceof Imputation.Constant constant) {
          steps.add(new Transform.Impute(column.name(), constant.value()));
        } else if (withFitted) {
          steps.add(new Transform.Impute(column.name(), imputed.applyAsDouble(column)));
        }
      }
      if (column instanceof Column.Categorical categorical) {
        steps.add(
            new Transform.OneHot(column.name(), categorical.values(), preparation.dropFirst()));
      }
    }
    return steps;
  }
}
