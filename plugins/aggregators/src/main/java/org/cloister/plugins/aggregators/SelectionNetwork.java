package org.cloister.plugins.aggregators;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Compares and exchanges pairs of rows, in a fixed order, until the rows from rank {@code low} to
 * rank {@code high} are in their places: Batcher's odd-even merge sort (Knuth 1998, 5.3.4) for any
 * number of rows, without the pairs that only others' places depend on. What it does never depends
 * on the values, so one network serves all coordinates and a row of them is compared at once.
 *
 * <p>Immutable.
 */
final class SelectionNetwork {

  /** Puts the lesser of two rows' values into the first. */
  private record Pair(int lesser, int greater) {}

  private final List<Pair> pairs;

  /** For {@code 0 <= low <= high < rows}. */
  SelectionNetwork(int rows, int low, int high) {
    boolean[] needed = new boolean[rows];
    java.util.Arrays.fill(needed, low, high + 1, true);
    Deque<Pair> kept = new ArrayDeque<>();
    List<Pair> all = sorting(rows);
    for (int i = all.size() - 1; i >= 0; i--) {
      Pair pair = all.get(i);
      if (needed[pair.lesser()] || needed[pair.greater()]) {
        needed[pair.lesser()] = true;
        needed[pair.greater()] = true;
        kept.addFirst(pair);
      }
    }
    this.pairs = List.copyOf(kept);
  }

  /** Merges sorted runs of {@code run} rows, then of twice as many, until there is one. */
  private static List<Pair> sorting(int rows) {
    List<Pair> pairs = new ArrayList<>();
    for (int run = 1; run < rows; run *= 2) {
      for (int gap = run; gap >= 1; gap /= 2) {
        for (int first = gap % run; first + gap < rows; first += 2 * gap) {
          for (int i = first; i < Math.min(first + gap, rows - gap); i++) {
            if (i / (2 * run) == (i + gap) / (2 * run)) {
              pairs.add(new Pair(i, i + gap));
            }
          }
        }
      }
    }
    return pairs;
  }

  int size() {
    return pairs.size();
  }

  /** Works on the first {@code count} values of each row. */
  void apply(int[][] rows, int count) {
    for (Pair pair : pairs) {
      exchange(rows[pair.lesser()], rows[pair.greater()], count);
    }
  }

  /** Short and static: only so does the compiler make wide instructions of it. */
  private static void exchange(int[] lesser, int[] greater, int count) {
    for (int i = 0; i < count; i++) {
      int a = lesser[i];
      int b = greater[i];
      lesser[i] = Math.min(a, b);
      greater[i] = Math.max(a, b);
    }
  }
}
