package org.cloister.app.report;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One site's row of a {@link HeatMap}.
 *
 * @param site whose
 * @param cells what became of it, by round
 * @param columns where the rounds lie
 * @param y the upper edge
 * @param height of the row with its gap
 */
record HeatRow(
    String site,
    NavigableMap<Integer, Participation.Cell> cells,
    Columns columns,
    double y,
    double height) {

  /** Columns up to which a drop has the letter of its reason in it. */
  private static final int LETTERS = 40;

  void write(Html html) {
    name(html);
    double wide = columns.cell() - (columns.cell() > 5 ? 1.5 : 0);
    double tall = height - (height > 5 ? 1.5 : 0);
    StringBuilder counted = new StringBuilder();
    StringBuilder dropped = new StringBuilder();
    StringBuilder crosses = new StringBuilder();
    StringBuilder idle = new StringBuilder();
    Map<Double, String> letters = new TreeMap<>();
    for (int c = 0; c < columns.count(); c++) {
      double x = columns.x(c);
      Participation.Cell shown = worst(c);
      if (shown instanceof Participation.Cell.Dropped drop) {
        dropped.append(Svg.box(x, y, wide, tall));
        crosses.append("M").append(Numbers.at(x)).append(' ').append(Numbers.at(y + tall));
        crosses.append("l").append(Numbers.at(wide)).append(" -").append(Numbers.at(tall));
        letters.put(x + wide / 2, letter(drop.reason()));
      } else if (shown != null) {
        counted.append(Svg.box(x, y, wide, tall));
      } else {
        idle.append("M").append(Numbers.at(x + wide / 2)).append(' ');
        idle.append(Numbers.at(y + tall / 2)).append("h0");
      }
    }
    Svg.path(html, "cell counted", counted);
    Svg.path(html, "cell dropped", dropped);
    Svg.path(html, "cell idle", idle);
    if (columns.count() <= LETTERS && height >= 14) {
      letters.forEach((x, letter) -> Svg.beside(html, "letter", letter, x, y + tall / 2));
    } else {
      Svg.path(html, "cell cross", crosses);
    }
  }

  private void name(Html html) {
    html.open("g", "style", "--size:" + Numbers.at(Math.min(12, height)) + "px");
    String name = Texts.cut(site, 22);
    Svg.beside(html, "tick end sized", name, columns.left() - 8, y + height / 2);
    html.close();
  }

  /** A column of several rounds shows a drop if there was one. */
  private Participation.@Nullable Cell worst(int column) {
    Participation.Cell worst = null;
    for (int round : columns.of(column)) {
      Participation.Cell cell = cells.get(round);
      if (cell instanceof Participation.Cell.Dropped) {
        return cell;
      }
      worst = worst == null ? cell : worst;
    }
    return worst;
  }

  /** What stands for a reason where there is room for one letter. */
  static String letter(String reason) {
    return switch (reason) {
      case "deadline" -> "D";
      case "failed" -> "F";
      case "left" -> "L";
      case "invalid" -> "I";
      case "not-finite" -> "N";
      case "plugins-differ" -> "P";
      case "declined" -> "R";
      case "unrevealed" -> "U";
      default -> "?";
    };
  }
}
