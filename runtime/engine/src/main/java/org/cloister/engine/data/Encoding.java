package org.cloister.engine.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Transform;
import org.jspecify.annotations.Nullable;

/**
 * The one reading of closed transforms, whoever fitted them. Believes nothing of the steps: each
 * must fit the schema, stand at most once, and come in the order missing, impute, one-hot,
 * standardise of its column.
 */
final class Encoding {
  private final DataSchema schema;
  private final Map<String, Steps> byColumn = new HashMap<>();
  private final Map<String, Transform.Standardise> standardised = new HashMap<>();
  private final List<Feature> features = new ArrayList<>();

  /** What the steps say of one column so far. */
  private static final class Steps {
    private final Column column;
    private List<Double> missing = List.of();
    private double ifMissing = Double.NaN;
    private Transform.@Nullable OneHot oneHot;
    private int last;

    Steps(Column column) {
      this.column = column;
    }

    void next(int rank) {
      require(
          rank > last,
          column.name(),
          "must have each step at most once, in the order missing, impute, one-hot, standardise");
      last = rank;
    }

    /** The names of its features; of a categorical column only once it is one-hot. */
    List<String> features() {
      boolean ready = column instanceof Column.Numeric || oneHot != null;
      return ready ? Features.names(column, oneHot != null && oneHot.dropFirst()) : List.of();
    }
  }

  /**
   * Reads the steps.
   *
   * @throws CloisterException {@link ErrorCode#SCHEMA_INVALID} if they do not fit the schema
   */
  Encoding(DataSchema schema, List<Transform> steps) {
    this.schema = schema;
    Map<String, Steps> byFeature = new HashMap<>();
    for (Column column : schema.columns()) {
      Steps of = new Steps(column);
      byColumn.put(column.name(), of);
      of.features().forEach(name -> byFeature.put(name, of));
    }
    for (Transform step : steps) {
      read(step, byFeature);
    }
    for (int i = 0; i < schema.columns().size(); i++) {
      add(i, schema.columns().get(i));
    }
  }

  private void read(Transform step, Map<String, Steps> byFeature) {
    if (step instanceof Transform.Missing t) {
      Steps of = column(t.column());
      require(of.column instanceof Column.Numeric, t.column(), "must be numeric for step missing");
      of.next(1);
      of.missing = t.values();
    } else if (step instanceof Transform.Impute t) {
      Steps of = column(t.column());
      boolean fits =
          of.column instanceof Column.Numeric
              || (of.column instanceof Column.Categorical categorical
                  && Feature.isIndex(t.value(), categorical.values().size()));
      require(fits, t.column(), "must be numeric or have the category that is imputed");
      of.next(2);
      of.ifMissing = t.value();
    } else if (step instanceof Transform.OneHot t) {
      Steps of = column(t.column());
      require(
          of.column instanceof Column.Categorical categorical
              && categorical.values().equals(t.values()),
          t.column(),
          "must be categorical and have the values of its step one-hot");
      of.next(3);
      of.oneHot = t;
      of.features().forEach(name -> byFeature.put(name, of));
    } else if (step instanceof Transform.Standardise t) {
      Steps of = byFeature.get(t.feature());
      CloisterException.require(
          of != null && standardised.put(t.feature(), t) == null,
          ErrorCode.SCHEMA_INVALID,
          "A step standardise must name a feature that exists by then, each at most once, was "
              + Quoted.of(t.feature())
              + ".");
      if (of != null) {
        of.last = 4;
      }
    } else {
      throw new CloisterException(
          ErrorCode.SCHEMA_INVALID,
          "A step "
              + step.getClass().getSimpleName()
              + " must not be there: nothing that carries it out is installed.");
    }
  }

  private Steps column(String name) {
    Steps of = byColumn.get(name);
    if (of == null) {
      throw new CloisterException(
          ErrorCode.SCHEMA_INVALID,
          "A step must name a column of the schema, was " + Quoted.of(name) + ".");
    }
    return of;
  }

  private void add(int index, Column column) {
    Steps of = column(column.name());
    if (column instanceof Column.Numeric) {
      features.add(finished(of, column.name(), index, -1));
    } else if (column instanceof Column.Categorical categorical) {
      Transform.OneHot oneHot = of.oneHot;
      require(oneHot != null, column.name(), "must have a step one-hot");
      boolean dropFirst = oneHot != null && oneHot.dropFirst();
      List<String> names = Features.names(column, dropFirst);
      for (int v = dropFirst ? 1 : 0; v < categorical.values().size(); v++) {
        features.add(finished(of, names.get(v - (dropFirst ? 1 : 0)), index, v));
      }
    }
  }

  private Feature finished(Steps of, String name, int index, int category) {
    Transform.Standardise by = standardised.get(name);
    double mean = by == null ? 0 : by.mean();
    double deviation = by == null ? 0 : by.standardDeviation();
    return new Feature(name, index, category, of.missing, of.ifMissing, mean, deviation);
  }

  private static void require(boolean fits, String column, String rule) {
    CloisterException.require(
        fits,
        ErrorCode.SCHEMA_INVALID,
        "Column " + column + " of the preprocessing " + rule + "; take the model's own schema.");
  }

  /** The features in the order of the schema. */
  List<Feature> features() {
    return features;
  }

  /** Whether the first value of that column gets no feature. */
  boolean dropFirst(Column column) {
    Transform.OneHot oneHot = column(column.name()).oneHot;
    return oneHot != null && oneHot.dropFirst();
  }

  /**
   * Whether a row can be encoded with this cell of a numeric or categorical column.
   *
   * @param cell a number or an index; NaN if missing
   */
  boolean covers(int column, double cell) {
    Steps of = column(schema.columns().get(column).name());
    return !Double.isNaN(of.ifMissing) || !Feature.isMissing(cell, of.missing);
  }
}
