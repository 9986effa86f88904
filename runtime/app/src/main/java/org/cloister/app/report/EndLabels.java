package org.cloister.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A label at the end of each line, moved apart where they would lie on each other.
 *
 * @param lines those that have a name of their own and a last value
 */
record EndLabels(List<Series> lines) {

  private static final double HEIGHT = 13;
  private static final int LETTERS = 11;

  static EndLabels of(List<Series> series) {
    return new EndLabels(
        series.stream()
            .filter(line -> !line.look().equals(Series.MANY) && line.last().isPresent())
            .sorted(Comparator.comparingDouble(line -> -last(line)))
            .toList());
  }

  private static double last(Series line) {
    return line.last().orElseThrow().getValue();
  }

  void write(Html html, Plot plot) {
    List<Double> at = places(plot);
    for (int i = 0; i < lines.size(); i++) {
      Series line = lines.get(i);
      String y = Numbers.at(at.get(i));
      String x = Numbers.at(plot.right() + 8);
      html.open("text", "class", "end-label " + line.look(), "x", x, "y", y, "dy", "0.32em");
      html.text(Texts.cut(line.name(), LETTERS)).text(" ");
      html.leaf("tspan", brief(last(line)), "class", "value").close();
    }
  }

  /** Down from the top as far as needed, then up from the bottom. */
  private List<Double> places(Plot plot) {
    List<Double> at = new ArrayList<>();
    double next = plot.top() + 2;
    for (Series line : lines) {
      at.add(Math.max(plot.y(last(line)), next));
      next = at.get(at.size() - 1) + HEIGHT;
    }
    double limit = plot.bottom();
    for (int i = at.size() - 1; i >= 0; i--) {
      at.set(i, Math.min(at.get(i), limit));
      limit = at.get(i) - HEIGHT;
    }
    return at;
  }

  /** One decimal less than elsewhere: a label has little room. */
  private static String brief(double value) {
    String text = Numbers.shown(value);
    return text.matches("-?\\d+\\.\\d{4}") ? String.format(Locale.ROOT, "%.3f", value) : text;
  }
}
