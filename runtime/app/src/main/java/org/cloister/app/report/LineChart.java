package org.cloister.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * A line chart over rounds as SVG, with its values in a table behind it. The lines are told apart
 * by colour, dash and the label at their end.
 *
 * @param id unique in the page
 * @param title what is shown
 * @param series the lines, the most important one last, so that it lies on top
 */
record LineChart(String id, String title, List<Series> series) {

  private static final int WIDTH = 460;
  private static final int HEIGHT = 264;
  private static final int LEFT = 54;
  private static final int RIGHT = 112;
  private static final int TOP = 14;
  private static final int BOTTOM = 44;

  /** Points of all lines together, so that a hundred lines cost no more than ten. */
  private static final int POINTS = 6000;

  private static final int DOTS = 40;
  private static final int BANDS = 120;
  private static final double LABEL_HEIGHT = 13;

  LineChart {
    series = List.copyOf(series);
  }

  void write(Html html) {
    html.open("figure", "class", "chart", "id", id);
    html.leaf("figcaption", title);
    List<Double> finite =
        series.stream()
            .flatMap(line -> line.values().values().stream())
            .filter(Double::isFinite)
            .toList();
    if (finite.isEmpty()) {
      html.leaf("p", "There is no finite value to draw.", "class", "note");
    } else {
      TreeSet<Integer> rounds = new TreeSet<>();
      series.forEach(line -> rounds.addAll(line.values().keySet()));
      double least = finite.stream().mapToDouble(Double::doubleValue).min().orElse(0);
      double most = finite.stream().mapToDouble(Double::doubleValue).max().orElse(1);
      draw(
          html,
          new Plot(
              LEFT,
              TOP,
              WIDTH - LEFT - RIGHT,
              HEIGHT - TOP - BOTTOM,
              rounds.first(),
              rounds.last(),
              Ticks.around(least, most, 5)),
          rounds);
    }
    new ValueTable(title, series).write(html);
    html.close();
  }

  private void draw(Html html, Plot plot, TreeSet<Integer> rounds) {
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "role",
        "img",
        "aria-labelledby",
        id + "-t " + id + "-d");
    html.leaf("title", title + " by round", "id", id + "-t");
    html.leaf("desc", spoken(), "id", id + "-d");
    axes(html, plot);
    for (Series line : series) {
      line(html, plot, line);
    }
    labels(html, plot);
    bands(html, plot, rounds);
    html.close();
  }

  /** What the chart shows, for who cannot see it. */
  private String spoken() {
    StringBuilder text = new StringBuilder();
    for (Series line : series.stream().skip(Math.max(0, series.size() - 12)).toList()) {
      line.last()
          .ifPresent(
              last ->
                  text.append(line.name())
                      .append(": ")
                      .append(Numbers.shown(line.values().firstEntry().getValue()))
                      .append(" in round ")
                      .append(line.values().firstKey())
                      .append(", ")
                      .append(Numbers.shown(last.getValue()))
                      .append(" in round ")
                      .append(last.getKey())
                      .append(". "));
    }
    return text + "The values are in the table after the chart.";
  }

  private static void axes(Html html, Plot plot) {
    Ticks ticks = plot.y();
    for (int i = 0; i < ticks.count(); i++) {
      String y = Numbers.at(plot.y(ticks.value(i)));
      html.empty(
          "path", "class", "grid", "d", "M" + LEFT + " " + y + "H" + Numbers.at(plot.right()));
      html.leaf("text", ticks.label(i), "class", "tick end", "x", LEFT - 7, "y", y, "dy", "0.32em");
    }
    String bottom = Numbers.at(plot.bottom());
    html.empty(
        "path", "class", "axis", "d", "M" + LEFT + " " + bottom + "H" + Numbers.at(plot.right()));
    for (int round : Ticks.rounds(plot.first(), plot.last(), 6)) {
      String x = Numbers.at(plot.x(round));
      html.empty("path", "class", "axis", "d", "M" + x + " " + bottom + "v4");
      html.leaf(
          "text",
          Integer.toString(round),
          "class",
          "tick mid",
          "x",
          x,
          "y",
          Numbers.at(plot.bottom() + 16));
    }
    html.leaf(
        "text",
        "round",
        "class",
        "label mid",
        "x",
        Numbers.at(plot.left() + plot.width() / 2),
        "y",
        HEIGHT - 6);
  }

  private void line(Html html, Plot plot, Series line) {
    int columns = Math.max(40, Math.min((int) plot.width(), POINTS / (2 * series.size())));
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    boolean pen = false;
    for (Map.Entry<Integer, Double> point : Thin.points(line.values(), columns)) {
      if (!Double.isFinite(point.getValue())) {
        pen = false;
        continue;
      }
      String at = Numbers.at(plot.x(point.getKey())) + " " + Numbers.at(plot.y(point.getValue()));
      path.append(pen ? 'L' : 'M').append(at);
      dots.append('M').append(at).append("h0");
      pen = true;
    }
    html.empty("path", "class", "line " + line.look(), "data-series", line.name(), "d", path);
    if (line.values().size() <= DOTS && !line.look().equals(Series.MANY)) {
      html.empty("path", "class", "dot " + line.look(), "d", dots);
    }
  }

  /** A label at the end of each line, moved apart where they would lie on each other. */
  private void labels(Html html, Plot plot) {
    List<Series> named =
        series.stream()
            .filter(line -> !line.look().equals(Series.MANY) && line.last().isPresent())
            .sorted(Comparator.comparingDouble(line -> -line.last().orElseThrow().getValue()))
            .toList();
    List<Double> at = new ArrayList<>();
    double next = TOP + 2;
    for (Series line : named) {
      double own = plot.y(line.last().orElseThrow().getValue());
      at.add(Math.max(own, next));
      next = at.get(at.size() - 1) + LABEL_HEIGHT;
    }
    double limit = plot.bottom();
    for (int i = at.size() - 1; i >= 0; i--) {
      at.set(i, Math.min(at.get(i), limit));
      limit = at.get(i) - LABEL_HEIGHT;
    }
    for (int i = 0; i < named.size(); i++) {
      Series line = named.get(i);
      html.open(
          "text",
          "class",
          "end-label " + line.look(),
          "x",
          Numbers.at(plot.right() + 8),
          "y",
          Numbers.at(at.get(i)),
          "dy",
          "0.32em");
      html.text(Texts.cut(line.name(), 11)).text(" ");
      html.leaf("tspan", brief(line.last().orElseThrow().getValue()), "class", "value");
      html.close();
    }
  }

  /** One decimal less than elsewhere: a label has little room. */
  private static String brief(double value) {
    String text = Numbers.shown(value);
    return text.matches("-?\\d+\\.\\d{4}") ? String.format(Locale.ROOT, "%.3f", value) : text;
  }

  /** Columns that say their values when a pointer rests on them. */
  private void bands(Html html, Plot plot, TreeSet<Integer> rounds) {
    List<Integer> all = List.copyOf(rounds);
    int every = Math.max(1, (all.size() + BANDS - 1) / BANDS);
    for (int i = 0; i < all.size(); i += every) {
      int round = all.get(i);
      double from = i == 0 ? plot.left() : plot.x((all.get(i - 1) + round) / 2.0);
      double to =
          i + every < all.size()
              ? plot.x((all.get(i + every - 1) + all.get(i + every)) / 2.0)
              : plot.right();
      html.open(
          "rect",
          "class",
          "band",
          "x",
          Numbers.at(from),
          "y",
          TOP,
          "width",
          Numbers.at(Math.max(0.1, to - from)),
          "height",
          Numbers.at(plot.height()));
      html.leaf("title", told(round)).close();
    }
  }

  private String told(int round) {
    StringBuilder text = new StringBuilder("round ").append(round);
    int left = 12;
    for (int i = series.size() - 1; i >= 0 && left > 0; i--) {
      Double value = series.get(i).values().get(round);
      if (value != null) {
        text.append('\n').append(series.get(i).name()).append(": ").append(Numbers.shown(value));
        left--;
      }
    }
    return text.toString();
  }
}
