package org.cloister.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Seconds of each round as bars of SVG, stacked by node. Where there are more rounds than columns,
 * a bar is the slowest of its rounds.
 *
 * @param seconds by round and node
 * @param nodes the stack from below; their colours follow this order
 */
record TimeLine(NavigableMap<Integer, Map<String, Double>> seconds, List<String> nodes) {

  /** Nodes that have a colour of their own; the rest share one. */
  static final int COLOURS = 7;

  private static final int WIDTH = 940;
  private static final int HEIGHT = 230;
  private static final int LEFT = 64;
  private static final int RIGHT = 20;
  private static final int TOP = 12;
  private static final int BOTTOM = 44;
  private static final int COLUMNS = 200;

  static TimeLine of(NavigableMap<Integer, Map<String, Double>> seconds) {
    Map<String, Double> total = new TreeMap<>();
    seconds.values().forEach(row -> row.forEach((node, s) -> total.merge(node, s, Double::sum)));
    List<String> nodes = new ArrayList<>(total.keySet());
    nodes.sort(Comparator.comparingDouble((String node) -> -total.getOrDefault(node, 0.0)));
    return new TimeLine(seconds, nodes);
  }

  static double sum(Map<String, Double> row) {
    return row.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The class of a node's colour. */
  String look(String node) {
    return "t" + Math.min(nodes.indexOf(node), COLOURS);
  }

  void write(Html html) {
    Columns columns =
        Columns.of(List.copyOf(seconds.keySet()), COLUMNS, LEFT, WIDTH - LEFT - RIGHT);
    double most = seconds.values().stream().mapToDouble(TimeLine::sum).max().orElse(0);
    Ticks ticks = Ticks.around(0, Math.max(most, 0.001), 4);
    Plot plot = new Plot(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, 0, 1, ticks);
    String size = "0 0 " + WIDTH + " " + HEIGHT;
    html.open("figure", "class", "wide", "id", "time-line");
    html.open("svg", "viewBox", size, "role", "img", "aria-labelledby", "tl-t tl-d");
    html.leaf("title", "Seconds of each round, by node", "id", "tl-t");
    String slowest = "The slowest round took " + Numbers.seconds(most);
    html.leaf("desc", slowest + "; the table has the nodes.", "id", "tl-d");
    Svg.grid(html, plot, " s");
    for (int c = 0; c < columns.count(); c++) {
      bar(html, plot, slowest(columns.of(c)), columns.x(c), columns.cell());
    }
    columns.axis(html, plot.bottom());
    html.close();
    legend(html, columns.shared());
    html.close();
  }

  private int slowest(List<Integer> rounds) {
    return rounds.stream().max(Comparator.comparingDouble(round -> sum(row(round)))).orElseThrow();
  }

  private Map<String, Double> row(int round) {
    return seconds.getOrDefault(round, Map.of());
  }

  private void bar(Html html, Plot plot, int round, double x, double cell) {
    double gap = cell > 4 ? Math.min(6, cell * 0.2) : 0;
    double from = 0;
    html.open("g").leaf("title", told(round));
    for (String node : nodes) {
      double share = row(round).getOrDefault(node, 0.0);
      double y = plot.y(from + share);
      double tall = plot.y(from) - y;
      if (tall > 0.05) {
        Svg.path(html, "bar " + look(node), Svg.box(x + gap / 2, y, cell - gap, tall));
      }
      from += share;
    }
    html.close();
  }

  private String told(int round) {
    StringBuilder text = new StringBuilder("round ").append(round).append(": ");
    text.append(Numbers.seconds(sum(row(round))));
    nodes.stream()
        .limit(10)
        .filter(row(round)::containsKey)
        .forEach(
            node ->
                text.append('\n')
                    .append(node)
                    .append(": ")
                    .append(Numbers.seconds(row(round).getOrDefault(node, 0.0))));
    return text.toString();
  }

  private void legend(Html html, boolean thinned) {
    html.open("figcaption", "class", "legend");
    for (int i = 0; i < Math.min(nodes.size(), COLOURS); i++) {
      Svg.key(html, "bar t" + i, nodes.get(i));
    }
    if (nodes.size() > COLOURS) {
      Svg.key(html, "bar t" + COLOURS, "other nodes");
    }
    if (thinned) {
      html.leaf("span", "A bar is the slowest of several rounds.");
    }
    html.close();
  }
}
