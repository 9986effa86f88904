package org.cloister.app.yaml;

import java.util.List;

/**
 * A parsed YAML value that remembers where it stood. Only what people need in a job file: no tags,
 * no anchors, no aliases.
 */
public sealed interface Yaml {

  /** Where it begins. */
  Position at();

  /** What it is, for messages that must not repeat much of it. */
  String describe();

  /**
   * One word or number.
   *
   * @param text without quotes
   * @param plain whether it stood without quotes
   */
  record Scalar(Position at, String text, boolean plain) implements Yaml {
    @Override
    public String describe() {
      return isAbsent() ? "nothing" : org.cloister.model.Quoted.of(text);
    }

    /** Whether nothing was given: an empty value, {@code ~} or {@code null}. */
    public boolean isAbsent() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }

  /** Values in order. */
  record Sequence(Position at, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list of " + items.size();
    }
  }

  /** Values by key, in the order of the file; keys may repeat here, and the reader reports it. */
  record Mapping(Position at, List<Entry> entries) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String describe() {
      return "a section of " + entries.size();
    }
  }

  /** One key with its value. */
  record Entry(Scalar key, Yaml value) {}
}
