package org.cloister.app.report;

/** Pieces of SVG that several charts have. */
final class Svg {

  private Svg() {}

  /** Text whose base line is at {@code y}. */
  static void text(Html html, String look, String text, double x, double y) {
    html.leaf("text", text, "class", look, "x", Numbers.at(x), "y", Numbers.at(y));
  }

  /** Text whose middle is at {@code y}. */
  static void beside(Html html, String look, String text, double x, double y) {
    String at = Numbers.at(y);
    html.leaf("text", text, "class", look, "x", Numbers.at(x), "y", at, "dy", "0.33em");
  }

  /** A path; none if there is nothing to draw. */
  static void path(Html html, String look, CharSequence d) {
    if (d.length() > 0) {
      html.empty("path", "class", look, "d", d);
    }
  }

  /** A rectangle for a path. */
  static String box(double x, double y, double width, double height) {
    String wide = Numbers.at(width);
    String at = "M" + Numbers.at(x) + " " + Numbers.at(y);
    return at + "h" + wide + "v" + Numbers.at(height) + "h-" + wide + "z";
  }

  /** Lines across the plot at the ticks of its values, with their labels. */
  static void grid(Html html, Plot plot, String unit) {
    Ticks ticks = plot.y();
    String across = "H" + Numbers.at(plot.right());
    String left = "M" + Numbers.at(plot.left()) + " ";
    for (int i = 0; i < ticks.count(); i++) {
      double y = plot.y(ticks.value(i));
      path(html, "grid", left + Numbers.at(y) + across);
      beside(html, "tick end", ticks.label(i) + unit, plot.left() - 7, y);
    }
    path(html, "axis", left + Numbers.at(plot.bottom()) + across);
  }

  /** An entry of a legend. */
  static void key(Html html, String look, String words) {
    html.open("span");
    html.open("svg", "class", "key", "viewBox", "0 0 12 12", "aria-hidden", "true");
    path(html, look, box(0, 0, 12, 12));
    html.close().text(" ").data(Texts.cut(words, 40)).close();
  }
}
