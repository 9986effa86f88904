package org.cloister.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of one plugin in one job, as text; read through typed accessors, which name the
 * setting, the bound and the value when it does not fit.
 *
 * @param values by name; iteration is by name
 */
public record Settings(Map<String, String> values) {

  private static final Settings NONE = new Settings(Map.of());

  /** Copies the map. */
  public Settings {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** No settings. */
  public static Settings none() {
    return NONE;
  }

  /** Settings from name and value in turn. */
  public static Settings of(String... namesAndValues) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Settings(values);
  }

  /** These settings with one more, or another value for one. */
  public Settings with(String name, String value) {
    Map<String, String> copy = new TreeMap<>(values);
    copy.put(name, value);
    return new Settings(copy);
  }

  /** Whether the setting is there. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Refuses every setting that is not among {@code known}, and says which are. */
  public void requireOnly(String... known) {
    Set<String> names = Set.of(known);
    for (String name : values.keySet()) {
      CloisterException.require(
          names.contains(name),
          ErrorCode.SETTING_UNKNOWN,
          "There is no setting named "
              + Quoted.of(name)
              + (known.length == 0
                  ? "; it has no settings, remove it."
                  : "; known are "
                      + String.join(", ", Arrays.stream(known).sorted().toList())
                      + "."));
    }
  }

  /** The text of a setting, or {@code fallback}. */
  public String text(String name, String fallback) {
    return values.getOrDefault(name, fallback);
  }

  /** The text of a setting that must be there. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new CloisterException(
          ErrorCode.SETTING_INVALID, "The setting " + name + " is required and was not given.");
    }
    return value;
  }

  /** The value of a setting that must be one of {@code allowed}. */
  public String oneOf(String name, String fallback, String... allowed) {
    String value = text(name, fallback);
    CloisterException.require(
        Arrays.asList(allowed).contains(value),
        ErrorCode.SETTING_INVALID,
        name + " must be one of " + String.join(", ", allowed) + ", was " + Quoted.of(value) + ".");
    return value;
  }

  /** A finite number from {@code min} to {@code max}. */
  public double number(String name, double fallback, double min, double max) {
    String rule =
        min == Double.MIN_VALUE
            ? "a number greater than 0 and at most " + max
            : "a number from " + min + " to " + max;
    return bounded(name, fallback, min, max, rule);
  }

  /** A finite number greater than 0. */
  public double positive(String name, double fallback) {
    return bounded(name, fallback, Double.MIN_VALUE, Double.MAX_VALUE, "a number greater than 0");
  }

  private double bounded(String name, double fallback, double min, double max, String rule) {
    String text = values.get(name);
    if (text == null) {
      return fallback;
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    CloisterException.require(
        value >= min && value <= max && Double.isFinite(value),
        ErrorCode.SETTING_INVALID,
        name + " must be " + rule + ", was " + Quoted.of(text) + ".");
    return value;
  }

  /** A whole number from {@code min} to {@code max}. */
  public int integer(String name, int fallback, int min, int max) {
    String text = values.get(name);
    if (text == null) {
      return fallback;
    }
    long value;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      value = Long.MIN_VALUE;
    }
    CloisterException.require(
        value >= min && value <= max,
        ErrorCode.SETTING_INVALID,
        name
            + " must be a whole number from "
            + min
            + " to "
            + max
            + ", was "
            + Quoted.of(text)
            + ".");
    return (int) value;
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean fallback) {
    return oneOf(name, Boolean.toString(fallback), "true", "false").equals("true");
  }
}
