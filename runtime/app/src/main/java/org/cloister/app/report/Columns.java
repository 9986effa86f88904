package org.cloister.app.report;

import java.util.List;

/**
 * Rounds side by side; where there are more rounds than columns, neighbours share one.
 *
 * @param rounds all of them
 * @param count how many columns; 1 or more
 * @param left where the first begins
 * @param cell the width of each
 */
record Columns(List<Integer> rounds, int count, double left, double cell) {

  private static final int LABELS = 16;
  private static final double WIDEST = 48;

  static Columns of(List<Integer> rounds, int most, double left, double room) {
    int count = Math.max(1, Math.min(most, rounds.size()));
    return new Columns(rounds, count, left, Math.min(WIDEST, room / count));
  }

  /** The rounds of a column; at least one. */
  List<Integer> of(int column) {
    int from = (int) ((long) rounds.size() * column / count);
    return rounds.subList(from, (int) ((long) rounds.size() * (column + 1) / count));
  }

  double x(int column) {
    return left + column * cell;
  }

  boolean shared() {
    return count < rounds.size();
  }

  /** The first rounds of some columns, below {@code bottom}. */
  void axis(Html html, double bottom) {
    int every = Math.max(1, (count + LABELS - 1) / LABELS);
    for (int c = 0; c < count; c += every) {
      Svg.text(html, "tick mid", of(c).get(0).toString(), x(c) + cell / 2, bottom + 16);
    }
    Svg.text(html, "label mid", "round", left + count * cell / 2, bottom + 36);
  }
}
