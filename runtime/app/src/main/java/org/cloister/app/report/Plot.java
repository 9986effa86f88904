package org.cloister.app.report;

/**
 * Where values of a chart lie on its drawing area.
 *
 * @param left of the area
 * @param top of the area
 * @param width of the area
 * @param height of the area
 * @param first the round at the left edge
 * @param last the round at the right edge
 * @param y the ticks whose ends are the lower and the upper edge
 */
record Plot(double left, double top, double width, double height, int first, int last, Ticks y) {

  double x(double round) {
    // One round alone stands in the middle.
    double share = last == first ? 0.5 : (round - first) / ((double) last - first);
    return left + share * width;
  }

  double y(double value) {
    // In halves, because the difference of two doubles may be none.
    double range = y.high() / 2 - y.low() / 2;
    return top + height * (1 - (value / 2 - y.low() / 2) / range);
  }

  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }
}
