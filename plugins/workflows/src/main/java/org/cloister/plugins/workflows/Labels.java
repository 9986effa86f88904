package org.cloister.plugins.workflows;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Target;

/** What a metric asks of the label. */
final class Labels {
  private Labels() {}

  /**
   * The label, if it is of one of these kinds.
   *
   * @throws CloisterException {@link ErrorCode#SCHEMA_INVALID} otherwise
   */
  static Column.Label require(String metric, DataSchema schema, Set<Target> kinds) {
    Column.Label label =
        schema
            .label()
            .orElseThrow(
                () ->
                    new CloisterException(
                        ErrorCode.SCHEMA_INVALID,
                        "The metric " + metric + " needs a label and the schema has none."));
    CloisterException.require(
        kinds.contains(label.target()),
        ErrorCode.SCHEMA_INVALID,
        "The metric "
            + metric
            + " needs a label that is one of "
            + kinds.stream().sorted().map(Labels::name).collect(Collectors.joining(", "))
            + ", was "
            + name(label.target())
            + ".");
    return label;
  }

  /** As job files write it. */
  private static String name(Target target) {
    return target.name().toLowerCase(Locale.ROOT);
  }

  /** How many scores a row has. */
  static int outputs(Column.Label label) {
    return label.target() == Target.CLASS ? label.classes() : 1;
  }
}
