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
    List<Integer> rounds = List.copyOf(seconds.keySet());
    int columns = Math.min(COLUMNS, rounds.size());
    double most = seconds.values().stream().mapToDouble(TimeLine::sum).max().orElse(1);
    Ticks ticks = Ticks.around(0, most, 4);
    double cell = Math.min(48, (WIDTH - LEFT - RIGHT) / (double) columns);
    Plot plot = new Plot(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, 0, 1, ticks);
    html.open("figure", "class", "wide", "id", "time-line");
    html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img");
    html.leaf("title", "Seconds of each round, by node");
    html.leaf(
        "desc", "The slowest round took " + Numbers.seconds(most) + "; the table has the nodes.");
    grid(html, plot);
    for (int c = 0; c < columns; c++) {
      bar(html, plot, slowest(rounds, c, columns), LEFT + c * cell, cell);
    }
    axis(html, plot, rounds, cell, columns);
    html.close();
    legend(html, columns < rounds.size());
    html.close();
  }

  private int slowest(List<Integer> rounds, int column, int columns) {
    int from = (int) ((long) rounds.size() * column / columns);
    int to = (int) ((long) rounds.size() * (column + 1) / columns);
    return rounds.subList(from, to).stream()
        .max(Comparator.comparingDouble(round -> sum(row(round))))
        .orElseThrow();
  }

  private Map<String, Double> row(int round) {
    return seconds.getOrDefault(round, Map.of());
  }

  private static void grid(Html html, Plot plot) {
    Ticks ticks = plot.y();
    for (int i = 0; i < ticks.count(); i++) {
      String y = Numbers.at(plot.y(ticks.value(i)));
      html.empty(
          "path", "class", "grid", "d", "M" + LEFT + " " + y + "H" + Numbers.at(plot.right()));
      html.leaf(
          "text",
          ticks.label(i) + " s",
          "class",
          "tick end",
          "x",
          LEFT - 7,
          "y",
          y,
          "dy",
          "0.32em");
    }
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
        html.empty(
            "path",
            "class",
            "bar " + look(node),
            "d",
            "M"
                + Numbers.at(x + gap / 2)
                + " "
                + Numbers.at(y)
                + "h"
                + Numbers.at(cell - gap)
                + "v"
                + Numbers.at(tall)
                + "h-"
                + Numbers.at(cell - gap)
                + "z");
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

  private static void axis(Html html, Plot plot, List<Integer> rounds, double cell, int columns) {
    html.empty(
        "path",
        "class",
        "axis",
        "d",
        "M" + LEFT + " " + Numbers.at(plot.bottom()) + "H" + Numbers.at(plot.right()));
    int every = Math.max(1, (columns + 15) / 16);
    for (int c = 0; c < columns; c += every) {
      int round = rounds.get((int) ((long) rounds.size() * c / columns));
      html.leaf(
          "text",
          Integer.toString(round),
          "class",
          "tick mid",
          "x",
          Numbers.at(LEFT + (c + 0.5) * cell),
          "y",
          Numbers.at(plot.bottom() + 16));
    }
    html.leaf(
        "text",
        "round",
        "class",
        "label mid",
        "x",
        Numbers.at(LEFT + columns * cell / 2),
        "y",
        HEIGHT - 6);
  }

  private void legend(Html html, boolean thinned) {
    html.open("figcaption", "class", "legend");
    for (int i = 0; i < Math.min(nodes.size(), COLOURS); i++) {
      key(html, "t" + i, nodes.get(i));
    }
    if (nodes.size() > COLOURS) {
      key(html, "t" + COLOURS, "other nodes");
    }
    if (thinned) {
      html.leaf("span", "A bar is the slowest of several rounds.");
    }
    html.close();
  }

  private static void key(Html html, String look, String words) {
    html.open("span");
    html.open("svg", "class", "key", "viewBox", "0 0 12 12", "aria-hidden", "true");
    html.empty("path", "class", "bar " + look, "d", "M0 0h12v12h-12z");
    html.close().text(" ").data(Texts.cut(words, 40)).close();
  }
}
