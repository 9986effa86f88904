package org.cloister.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Sites by rounds as SVG: a full cell counted, a cell with a cross was dropped, a small dot was not
 * asked; so that it can be read without colours, too. Cells of the same kind are one path, and many
 * rounds share a column.
 *
 * @param data who counted when
 */
record HeatMap(Participation data) {

  private static final int WIDTH = 940;
  private static final int LEFT = 150;
  private static final int RIGHT = 20;
  private static final int BOTTOM = 42;
  private static final int COLUMNS = 160;
  private static final int ROWS = 150;
  private static final int LETTERS = 40;

  void write(Html html) {
    List<String> sites = rows();
    int rounds = data.rounds().size();
    int columns = Math.min(COLUMNS, rounds);
    double cell = Math.min(48, (WIDTH - LEFT - RIGHT) / (double) columns);
    double row = Math.max(9, Math.min(22, 780.0 / sites.size()));
    double height = row * sites.size();
    html.open("figure", "class", "wide", "id", "participation-map");
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + Numbers.at(height + BOTTOM),
        "role",
        "img",
        "aria-labelledby",
        "pm-t pm-d");
    html.leaf("title", "Who took part in which round", "id", "pm-t");
    html.leaf("desc", spoken(sites), "id", "pm-d");
    for (int i = 0; i < sites.size(); i++) {
      row(html, sites.get(i), i * row, row, cell, columns);
    }
    axis(html, height, cell, columns);
    html.close();
    caption(html, sites.size(), columns);
    html.close();
  }

  /** All, or those who were dropped most. */
  private List<String> rows() {
    if (data.sites().size() <= ROWS) {
      return data.sites();
    }
    return data.sites().stream()
        .sorted(Comparator.comparingLong((String site) -> -data.dropped(site)))
        .limit(ROWS)
        .toList();
  }

  private String spoken(List<String> sites) {
    long never = sites.stream().filter(site -> data.dropped(site) == 0).count();
    return Numbers.count(sites.size(), "site", "sites")
        + " over "
        + Numbers.count(data.rounds().size(), "round", "rounds")
        + "; "
        + never
        + " of them were never dropped. The table after the map has the numbers.";
  }

  private void row(Html html, String site, double y, double row, double cell, int columns) {
    html.leaf(
        "text",
        Texts.cut(site, 22),
        "class",
        "tick end",
        "x",
        LEFT - 8,
        "y",
        Numbers.at(y + row / 2),
        "dy",
        "0.34em",
        "style",
        "font-size:" + Numbers.at(Math.min(12, row)) + "px");
    StringBuilder counted = new StringBuilder();
    StringBuilder dropped = new StringBuilder();
    StringBuilder crosses = new StringBuilder();
    StringBuilder idle = new StringBuilder();
    NavigableMap<Integer, Participation.Cell> cells = data.row(site);
    Map<Double, String> letters = new TreeMap<>();
    double gap = cell > 5 ? 1.5 : 0;
    double tall = row - (row > 5 ? 1.5 : 0);
    for (int c = 0; c < columns; c++) {
      double x = LEFT + c * cell;
      String box =
          "M"
              + Numbers.at(x)
              + " "
              + Numbers.at(y)
              + "h"
              + Numbers.at(cell - gap)
              + "v"
              + Numbers.at(tall)
              + "h-"
              + Numbers.at(cell - gap)
              + "z";
      Participation.Cell shown = worst(cells, c, columns);
      if (shown instanceof Participation.Cell.Dropped drop) {
        dropped.append(box);
        crosses
            .append("M" + Numbers.at(x) + " " + Numbers.at(y + tall))
            .append("l" + Numbers.at(cell - gap) + " -" + Numbers.at(tall));
        letters.put(x + (cell - gap) / 2, letter(drop.reason()));
      } else if (shown != null) {
        counted.append(box);
      } else {
        idle.append("M" + Numbers.at(x + (cell - gap) / 2) + " " + Numbers.at(y + tall / 2) + "h0");
      }
    }
    path(html, "counted", counted);
    path(html, "dropped", dropped);
    path(html, "idle", idle);
    if (columns <= LETTERS && row >= 14) {
      letters.forEach(
          (x, letter) ->
              html.leaf(
                  "text",
                  letter,
                  "class",
                  "letter",
                  "x",
                  Numbers.at(x),
                  "y",
                  Numbers.at(y + tall / 2),
                  "dy",
                  "0.35em"));
    } else {
      path(html, "cross", crosses);
    }
  }

  private static void path(Html html, String look, StringBuilder d) {
    if (d.length() > 0) {
      html.empty("path", "class", "cell " + look, "d", d);
    }
  }

  /** A column of several rounds shows a drop if there was one. */
  private Participation.@org.jspecify.annotations.Nullable Cell worst(
      NavigableMap<Integer, Participation.Cell> cells, int column, int columns) {
    List<Integer> rounds = data.rounds();
    int from = (int) ((long) rounds.size() * column / columns);
    int to = (int) ((long) rounds.size() * (column + 1) / columns);
    Participation.Cell worst = null;
    for (int i = from; i < to; i++) {
      Participation.Cell cell = cells.get(rounds.get(i));
      if (worst == null || cell instanceof Participation.Cell.Dropped) {
        worst = cell == null ? worst : cell;
      }
    }
    return worst;
  }

  static String letter(String reason) {
    return switch (reason) {
      case "deadline" -> "D";
      case "failed" -> "F";
      case "left" -> "L";
      case "invalid" -> "I";
      case "not-finite" -> "N";
      case "plugins-differ" -> "P";
      case "declined" -> "R";
      default -> "?";
    };
  }

  private void axis(Html html, double height, double cell, int columns) {
    List<Integer> rounds = data.rounds();
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
          Numbers.at(height + 16));
    }
    html.leaf(
        "text",
        "round",
        "class",
        "label mid",
        "x",
        Numbers.at(LEFT + columns * cell / 2),
        "y",
        Numbers.at(height + 36));
  }

  private void caption(Html html, int rows, int columns) {
    html.open("figcaption", "class", "legend");
    key(html, "counted", "counted");
    key(html, "dropped", "dropped");
    html.open("span").leaf("b", "\u00b7").text(" not asked").close();
    if (columns < data.rounds().size()) {
      html.leaf("span", "A column stands for several rounds and shows a drop if there was one.");
    }
    if (rows < data.sites().size()) {
      html.leaf("span", rows + " of " + data.sites().size() + " sites, those dropped most often.");
    }
    html.close();
  }

  private static void key(Html html, String look, String words) {
    html.open("span");
    html.open("svg", "class", "key", "viewBox", "0 0 12 12", "aria-hidden", "true");
    html.empty("path", "class", "cell " + look, "d", "M0 0h12v12h-12z");
    html.close().text(" " + words).close();
  }
}
