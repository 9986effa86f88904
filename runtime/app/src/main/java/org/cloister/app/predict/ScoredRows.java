package org.cloister.app.predict;

import java.util.ArrayList;
import java.util.List;

/** Some rows of a table in file order, each with its scores or the reason why it has none. */
final class ScoredRows {

  /**
   * One row.
   *
   * @param line of the table, from 0
   * @param scores where its scores begin; -1 for none
   * @param reason why it may have no prediction
   */
  record Entry(long line, int scores, String reason) {}

  private final List<Entry> entries = new ArrayList<>();
  private float[] scores = {};

  void scored(long line, int at) {
    entries.add(new Entry(line, at, "the model's score is not finite"));
  }

  void without(long line, String reason) {
    entries.add(new Entry(line, -1, reason));
  }

  void scores(float[] values) {
    scores = values;
  }

  /** The rows. */
  List<Entry> entries() {
    return entries;
  }

  /** The scores of all rows, one after the other; an entry says where its own begin, or -1. */
  float[] scores() {
    return scores;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
