package org.cloister.app.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The form of a value: how it is read, and the words that say what must stand there.
 *
 * @param <T> what it becomes
 */
public interface Form<T> {

  /** Reads the value, or complains at {@code place} and gives nothing. */
  Optional<T> read(Yaml value, Place place);

  /** A single word, number or text that {@code parse} takes. */
  static <T> Form<T> word(String expected, Function<String, Optional<T>> parse) {
    return (value, place) -> {
      Optional<T> parsed =
          value instanceof Yaml.Scalar scalar && !scalar.isAbsent()
              ? parse.apply(scalar.text())
              : Optional.empty();
      if (parsed.isEmpty()) {
        place.mustBe(expected, value, "");
      }
      return parsed;
    };
  }

  /** Any text that is not empty. */
  static Form<String> text() {
    return word("a text", text -> Optional.of(text).filter(t -> !t.isBlank()));
  }

  /** A whole number from {@code min} to {@code max}. */
  static Form<Long> integer(long min, long max) {
    boolean open = max == Long.MAX_VALUE && min != Long.MIN_VALUE;
    String range = range(Long.toString(min), Long.toString(max), open);
    return word(
        min == max ? Long.toString(min) : "a whole number" + range,
        text -> parse(text, Long::parseLong).filter(v -> v >= min && v <= max));
  }

  /** A finite number from {@code min} to {@code max}. */
  static Form<Double> number(double min, double max) {
    String any = min == -Double.MAX_VALUE && max == Double.MAX_VALUE ? "a finite number" : "";
    return word(
        !any.isEmpty()
            ? any
            : "a number"
                + range(Double.toString(min), Double.toString(max), max == Double.MAX_VALUE),
        text ->
            parse(text, Double::parseDouble)
                .filter(v -> Double.isFinite(v) && v >= min && v <= max));
  }

  /** A finite number greater than 0. */
  static Form<Double> positive() {
    return word(
        "a number greater than 0",
        text -> parse(text, Double::parseDouble).filter(v -> Double.isFinite(v) && v > 0));
  }

  /** {@code true} or {@code false}. */
  static Form<Boolean> flag() {
    return word(
        "true or false",
        text ->
            text.equals("true") || text.equals("false")
                ? Optional.of(text.equals("true"))
                : Optional.empty());
  }

  /** One of these words. */
  static Form<String> oneOf(String... words) {
    String expected = "one of " + String.join(", ", words);
    return (value, place) -> {
      if (value instanceof Yaml.Scalar scalar) {
        if (Arrays.asList(words).contains(scalar.text())) {
          return Optional.of(scalar.text());
        }
        place.mustBe(expected, value, Nearest.hint(scalar.text(), Arrays.asList(words)));
      } else {
        place.mustBe(expected, value, "");
      }
      return Optional.empty();
    };
  }

  /** A list of such values; good items are read although others are bad. */
  static <T> Form<List<T>> listOf(String expected, Form<T> item) {
    return (value, place) -> {
      if (!(value instanceof Yaml.Sequence sequence)) {
        place.mustBe(expected, value, "");
        return Optional.empty();
      }
      List<T> items = new ArrayList<>();
      for (int i = 0; i < sequence.items().size(); i++) {
        item.read(sequence.items().get(i), place.item(i)).ifPresent(items::add);
      }
      return items.size() == sequence.items().size() ? Optional.of(items) : Optional.empty();
    };
  }

  private static String range(String min, String max, boolean open) {
    return open ? " of at least " + min : " from " + min + " to " + max;
  }

  private static <T> Optional<T> parse(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
