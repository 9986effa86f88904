package org.cloister.app.job;

import java.util.List;
import java.util.Optional;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Position;
import org.cloister.engine.data.Imputation;
import org.cloister.model.Column;

/**
 * One entry of {@code data.columns}.
 *
 * @param missingValues numbers that mean "missing"
 * @param impute what stands in for missing cells, if that is said
 */
record ColumnEntry(Column column, List<Double> missingValues, Optional<Impute> impute) {

  /** A column with nothing beside it. */
  ColumnEntry(Column column) {
    this(column, List.of(), Optional.empty());
  }

  /** What is said, and where. */
  record Impute(Imputation imputation, Place place, Position at) {}
}
