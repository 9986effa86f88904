package org.cloister.app.report;

import java.util.List;

/**
 * The curves.
 *
 * @param charts as {@link Curves} made them
 */
record CurveSection(List<LineChart> charts) {

  void write(Html html) {
    html.open("section", "id", "curves").leaf("h2", "Round by round");
    if (charts.isEmpty()) {
      html.leaf("p", "No round gave a value.", "class", "note");
    } else {
      boolean many =
          charts.stream()
              .flatMap(chart -> chart.series().stream())
              .anyMatch(line -> line.look().equals(Series.MANY));
      html.leaf(
          "p",
          "The thick line is of all sites together."
              + (many ? " Each thin line is a site." : "")
              + " The number at the end of a line is its last value.",
          "class",
          "note");
      html.open("div", "class", "charts");
      charts.forEach(chart -> chart.write(html));
      html.close();
    }
    html.close();
  }
}
