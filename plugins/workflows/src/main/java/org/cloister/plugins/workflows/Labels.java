package org.cloister.plugins.workflows;

import java.util.Set;
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
            + kinds.stream().sorted().toList()
            + ", was "
            + label.target()
            + ".");
    return label;
  }

  /** How many scores a row has. */
  static int outputs(Column.Label label) {
    return label.target() == Target.CLASS ? label.classes() : 1;
  }
}
