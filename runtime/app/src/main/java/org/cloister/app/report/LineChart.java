package org.cloister.app.report;

import java.util.List;
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
    String size = "0 0 " + WIDTH + " " + HEIGHT;
    String names = id + "-t " + id + "-d";
    html.open("svg", "viewBox", size, "role", "img", "aria-labelledby", names);
    html.leaf("title", title + " by round", "id", id + "-t");
    html.leaf("desc", spoken(), "id", id + "-d");
    axes(html, plot);
    for (Series line : series) {
      line(html, plot, line);
    }
    EndLabels.of(series).write(html, plot);
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
    Svg.grid(html, plot, "");
    for (int round : Ticks.rounds(plot.first(), plot.last(), 6)) {
      double x = plot.x(round);
      Svg.path(html, "axis", "M" + Numbers.at(x) + " " + Numbers.at(plot.bottom()) + "v4");
      Svg.text(html, "tick mid", Integer.toString(round), x, plot.bottom() + 16);
    }
    Svg.text(html, "label mid", "round", plot.left() + plot.width() / 2, plot.bottom() + 38);
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
      String box = Svg.box(from, plot.top(), Math.max(0.1, to - from), plot.height());
      html.open("path", "class", "band", "d", box);
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
