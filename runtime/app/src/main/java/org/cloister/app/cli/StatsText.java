package org.cloister.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.cloister.app.run.TableStatistics;
import org.cloister.model.Column;

/**
 * Statistics for people. The histogram has one character for a sixteenth of the declared range: a
 * point where nothing lies, else 1 to 9, 9 for the tallest. Plain ASCII, which every terminal
 * shows.
 */
record StatsText(TableStatistics taken) {
  private static final List<String> HEAD =
      List.of(
          "column",
          "present",
          "missing",
          "out of range",
          "mean",
          "sd",
          "q05",
          "median",
          "q95",
          "histogram");

  static String type(Column column) {
    return column.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The counts of that name and 0, 1, ...; as many as there are. */
  static List<Long> counts(TableStatistics taken, String prefix) {
    List<Long> counts = new ArrayList<>();
    Double next = taken.values().get(prefix + 0);
    while (next != null) {
      counts.add(next.longValue());
      next = taken.values().get(prefix + counts.size());
    }
    return counts;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "job", taken.job());
    line(text, "sites", taken.sites().size() + ": " + String.join(", ", taken.sites()));
    new TreeMap<>(taken.dropouts())
        .forEach((site, why) -> line(text, "without", site + ": " + why));
    line(
        text,
        "rows",
        number("rows") + " for training, " + number("complete-rows") + " of them without a gap");
    text.append('\n');
    table(text);
    for (Column column : taken.schema().columns()) {
      categories(text, column);
    }
    text.append('\n');
    line(text, "route", taken.route());
    line(text, "privacy", taken.visibility());
    return text.toString();
  }

  private void table(StringBuilder text) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Column column : taken.schema().columns()) {
      String prefix = column.name() + ".";
      rows.add(
          List.of(
              column.name(),
              number(prefix + "present"),
              number(prefix + "missing"),
              number(prefix + "out-of-range"),
              number(prefix + "mean"),
              number(prefix + "standard-deviation"),
              number(prefix + "q05"),
              number(prefix + "median"),
              number(prefix + "q95"),
              histogram(counts(taken, prefix + "bin."))));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(pad(row.get(0), widths[0], true));
      for (int i = 1; i < widths.length; i++) {
        line.append("  ").append(pad(row.get(i), widths[i], i == widths.length - 1));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static String pad(String text, int width, boolean left) {
    String spaces = " ".repeat(Math.max(0, width - text.length()));
    return left ? text + spaces : spaces + text;
  }

  /** A whole number as it is, another to five digits; nothing if there is none. */
  private String number(String name) {
    Double value = taken.values().get(name);
    if (value == null) {
      return "";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.5g", value);
  }

  static String histogram(List<Long> counts) {
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (long count : counts) {
      text.append(count == 0 ? "." : Long.toString((9 * count + most - 1) / most));
    }
    return text.toString();
  }

  private void categories(StringBuilder text, Column column) {
    boolean label = column instanceof Column.Label;
    List<Long> counts = counts(taken, column.name() + (label ? ".class." : ".value."));
    if (counts.isEmpty()) {
      return;
    }
    text.append('\n').append(column.name()).append('\n');
    for (int i = 0; i < counts.size(); i++) {
      String value =
          column instanceof Column.Categorical categorical
              ? categorical.values().get(i)
              : Integer.toString(i);
      text.append(String.format(Locale.ROOT, "  %-20s %10d%n", value, counts.get(i)));
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    String wrapped = value.replaceAll("(.{60,88}) ", "$1\n").replace("\n", "\n" + " ".repeat(10));
    text.append(String.format(Locale.ROOT, "%-10s%s%n", name, wrapped));
  }
}
