package org.cloister.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a table, which the federation agrees on.
 *
 * @param columns with unique names, at most one of them a label
 */
public record DataSchema(List<Column> columns) {

  /** Checks names and the label. */
  public DataSchema {
    columns = List.copyOf(columns);
    CloisterException.require(
        !columns.isEmpty(), ErrorCode.SCHEMA_INVALID, "A schema must have at least one column.");
    Set<String> names = new HashSet<>();
    int labels = 0;
    for (Column column : columns) {
      CloisterException.require(
          names.add(column.name()),
          ErrorCode.SCHEMA_INVALID,
          "Column names must be unique, " + column.name() + " stands twice.");
      labels += column instanceof Column.Label ? 1 : 0;
    }
    CloisterException.require(
        labels <= 1,
        ErrorCode.SCHEMA_INVALID,
        "A schema must have at most one label, was " + labels + ".");
  }

  /** A schema of these columns. */
  public static DataSchema of(Column... columns) {
    return new DataSchema(List.of(columns));
  }

  /** The position of a column. */
  public int index(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new CloisterException(
        ErrorCode.SCHEMA_INVALID, "There is no column named " + Quoted.of(name) + ".");
  }

  /** The label, if there is one. */
  public Optional<Column.Label> label() {
    return columns.stream()
        .filter(Column.Label.class::isInstance)
        .map(Column.Label.class::cast)
        .findFirst();
  }
}
