package org.cloister.plugins.datasources;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * Which cells are a 1: {@code > 0}, {@code >= 1}, {@code = yes}, {@code != 0}.
 *
 * @param operator one of {@link #OPERATORS}
 * @param operand as written
 * @param number the operand as a number, NaN if it is text
 */
record LabelRule(String operator, String operand, double number) {
  // Longest first, since "<" begins "<=".
  private static final List<String> OPERATORS = List.of(">=", "<=", "!=", ">", "<", "=");

  static LabelRule parse(String text) {
    String rule = text.strip();
    for (String operator : OPERATORS) {
      if (rule.startsWith(operator)) {
        String operand = rule.substring(operator.length()).strip();
        double number = Decimal.parse(operand);
        if (operand.isEmpty() || (Double.isNaN(number) && isOrder(operator))) {
          break;
        }
        return new LabelRule(operator, operand, number);
      }
    }
    throw new CloisterException(
        ErrorCode.SETTING_INVALID,
        "label-rule must be one of > >= < <= = != and a number, or = or != and a text, was "
            + Quoted.of(text)
            + ".");
  }

  /** Whether the rule holds; null if it compares numbers and the cell is none. */
  @Nullable Boolean test(Cell cell) {
    if (Double.isNaN(number)) {
      return cell.trimmed().equals(operand) == operator.equals("=");
    }
    double value = cell.number();
    if (Double.isNaN(value)) {
      return null;
    }
    return switch (operator) {
      case ">" -> value > number;
      case ">=" -> value >= number;
      case "<" -> value < number;
      case "<=" -> value <= number;
      case "=" -> value == number;
      default -> value != number;
    };
  }

  private static boolean isOrder(String operator) {
    return operator.startsWith("<") || operator.startsWith(">");
  }
}
