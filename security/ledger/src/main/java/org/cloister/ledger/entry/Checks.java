package org.cloister.ledger.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** The bounds of what stands in an entry; refusals name the member, never its value. */
final class Checks {
  private static final int MAX_NAME = 512;

  private Checks() {}

  static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.LEDGER_ENTRY_INVALID,
        "An entry of the ledger is not valid: " + why + ".");
  }

  static void name(String value, String member) {
    require(
        !value.isEmpty() && value.length() <= MAX_NAME,
        "\"" + member + "\" must have 1 to 512 characters, was " + value.length());
  }

  static void count(long value, String member) {
    require(value >= 0, "\"" + member + "\" must be 0 or more, was " + value);
  }

  static <T extends Comparable<T>> List<T> ascending(List<T> values, String member) {
    for (int i = 1; i < values.size(); i++) {
      require(
          values.get(i - 1).compareTo(values.get(i)) < 0,
          "\"" + member + "\" must ascend, with nothing twice");
    }
    return List.copyOf(values);
  }

  static List<Long> positions(List<Long> values, String member) {
    values.forEach(value -> count(value, member));
    return ascending(values, member);
  }

  static List<String> names(List<String> values, String member) {
    values.forEach(value -> name(value, member));
    return ascending(values, member);
  }

  static void hex(String value, String member) {
    require(
        value.matches("[0-9a-f]{64}"),
        "\"" + member + "\" must be 64 lower-case hexadecimal digits");
  }

  static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E choice(Class<E> type, String text, String member) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> text(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.LEDGER_ENTRY_INVALID,
                    "An entry of the ledger is not valid: \""
                        + member
                        + "\" must be one of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)
                        + "."));
  }
}
