package org.cloister.engine.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Target;

/** From the columns of a table to the blocks of a batch. */
final class Features {
  private Features() {}

  /** What a batch looks like; a schema without label is refused. */
  static BatchSchema batchSchema(DataSchema schema, boolean dropFirst) {
    label(schema);
    return inputs(schema, column -> dropFirst);
  }

  /** What a batch looks like; without label the target is {@link Target#REAL}. */
  static BatchSchema inputs(DataSchema schema, Predicate<Column> dropFirst) {
    List<String> names = new ArrayList<>();
    List<BatchInput> inputs = new ArrayList<>();
    for (Column column : schema.columns()) {
      if (column instanceof Column.Entity entity) {
        inputs.add(new BatchInput.Ids(entity.name(), entity.size()));
      } else if (column instanceof Column.Image image) {
        List<Integer> shape = List.of(image.height(), image.width(), image.channels());
        inputs.add(new BatchInput.Dense(image.name(), shape, List.of()));
      } else {
        names.addAll(names(column, dropFirst.test(column)));
      }
    }
    if (!names.isEmpty()) {
      inputs.add(0, new BatchInput.Dense(BatchInput.FEATURES, List.of(names.size()), names));
    }
    requireUnique(names);
    requireUnique(inputs.stream().map(BatchInput::name).toList());
    return new BatchSchema(
        inputs,
        schema.label().map(Column.Label::target).orElse(Target.REAL),
        schema.label().map(Column.Label::classes).orElse(0));
  }

  static Column.Label label(DataSchema schema) {
    return schema
        .label()
        .orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.SCHEMA_INVALID,
                    "The schema must have a label column, which is what a model predicts; add"
                        + " one."));
  }

  /** The names of the features of a column; none for a label. */
  static List<String> names(Column column, boolean dropFirst) {
    if (column instanceof Column.Numeric) {
      return List.of(column.name());
    }
    if (column instanceof Column.Categorical categorical) {
      return categorical.values().stream()
          .skip(dropFirst ? 1 : 0)
          .map(value -> column.name() + "_" + value)
          .toList();
    }
    if (column instanceof Column.Label) {
      return List.of();
    }
    throw noText(column);
  }

  static CloisterException noText(Column column) {
    return new CloisterException(
        ErrorCode.SCHEMA_INVALID,
        "Column "
            + column.name()
            + " is text, and the transform HashText that turns it into numbers is not installed;"
            + " leave the column out or make it categorical.");
  }

  private static void requireUnique(List<String> names) {
    HashSet<String> seen = new HashSet<>();
    for (String name : names) {
      CloisterException.require(
          seen.add(name),
          ErrorCode.SCHEMA_INVALID,
          "Two inputs of the model are both named "
              + org.cloister.model.Quoted.of(name)
              + "; rename a column.");
    }
  }
}
