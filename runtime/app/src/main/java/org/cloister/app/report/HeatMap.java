package org.cloister.app.report;

import java.util.Comparator;
import java.util.List;

/**
 * Sites by rounds as SVG: a full cell counted, a cell with a letter or a stroke was dropped, a
 * small dot was not asked; so that it can be read without colours, too. Cells of the same kind in a
 * row are one path, and many rounds share a column.
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

  void write(Html html) {
    List<String> sites = rows();
    Columns columns = Columns.of(data.rounds(), COLUMNS, LEFT, WIDTH - LEFT - RIGHT);
    double row = Math.max(9, Math.min(22, 780.0 / sites.size()));
    double height = row * sites.size();
    String size = "0 0 " + WIDTH + " " + Numbers.at(height + BOTTOM);
    html.open("figure", "class", "wide", "id", "participation-map");
    html.open("svg", "viewBox", size, "role", "img", "aria-labelledby", "pm-t pm-d");
    html.leaf("title", "Who took part in which round", "id", "pm-t");
    html.leaf("desc", spoken(sites), "id", "pm-d");
    for (int i = 0; i < sites.size(); i++) {
      String site = sites.get(i);
      new HeatRow(site, data.row(site), columns, i * row, row).write(html);
    }
    columns.axis(html, height);
    html.close();
    caption(html, sites.size(), columns.shared());
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

  private void caption(Html html, int rows, boolean shared) {
    html.open("figcaption", "class", "legend");
    Svg.key(html, "cell counted", "counted");
    Svg.key(html, "cell dropped", "dropped");
    html.open("span").leaf("b", "\u00b7").text(" not asked").close();
    if (shared) {
      html.leaf("span", "A column stands for several rounds and shows a drop if there was one.");
    }
    if (rows < data.sites().size()) {
      html.leaf("span", rows + " of " + data.sites().size() + " sites, those dropped most often.");
    }
    html.close();
  }
}
