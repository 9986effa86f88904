package org.cloister.plugins.datasources;

import java.util.HashSet;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.jspecify.annotations.Nullable;

/** The reader of a label: by its target, by {@code label-rule} or by {@code label-classes}. */
final class LabelReaders {
  private static final double MAX_EXACT_WHOLE = 1L << 53;

  private LabelReaders() {}

  static CellReader of(Column.Label label, int target, Settings settings) {
    check("label-rule", settings, label, Target.BINARY);
    check("label-classes", settings, label, Target.CLASS);
    return switch (label.target()) {
      case REAL -> CellReaders.number(target);
      case COUNT -> CellReaders.whole(target, MAX_EXACT_WHOLE, "a whole number of at least 0");
      case BINARY ->
          settings.has("label-rule")
              ? byRule(LabelRule.parse(settings.text("label-rule")), target)
              : CellReaders.whole(target, 1, "0 or 1 (or set label-rule)");
      case CLASS ->
          settings.has("label-classes")
              ? byName(CsvFormat.list(settings.text("label-classes")), label, target)
              : CellReaders.whole(
                  target,
                  label.classes() - 1.0,
                  "the index of a class from 0 to "
                      + (label.classes() - 1)
                      + " (or set label-classes)");
    };
  }

  private static void check(String name, Settings settings, Column.Label label, Target needed) {
    CloisterException.require(
        !settings.has(name) || label.target() == needed,
        ErrorCode.SETTING_INVALID,
        name + " must go with a " + needed + " label, was given with " + label.target() + ".");
  }

  private static CellReader byName(List<String> classes, Column.Label label, int target) {
    CloisterException.require(
        classes.size() == label.classes() && new HashSet<>(classes).size() == classes.size(),
        ErrorCode.SETTING_INVALID,
        "label-classes must name the "
            + label.classes()
            + " classes in order, each once, was "
            + classes.size()
            + " names.");
    return CellReaders.category(target, new ValueIndex(classes), "one of label-classes");
  }

  private static CellReader byRule(LabelRule rule, int target) {
    return (cell, row) -> {
      @Nullable Boolean holds = rule.test(cell);
      if (holds == null) {
        return "must be a finite number for label-rule, was " + cell.kind();
      }
      row.setNumber(target, holds ? 1 : 0);
      return null;
    };
  }
}
