package org.cloister.engine.site;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be computed from sums over sets of sites: all combinations of the sets' indicator
 * vectors. Sites that are in the same sets have the same coefficient in each combination, so they
 * are one column here.
 *
 * <p>A combination that tells of two sites or fewer has no other coefficient than theirs. Whether
 * there is one can be read from the reduced echelon form: its rows, and what is left of them beside
 * the pivots, say which combinations vanish everywhere else. All in exact integers.
 */
final class SumSpan {
  private final List<Integer> sizes;
  private final List<BigInteger[]> rows;
  private final List<Integer> pivots = new ArrayList<>();

  private SumSpan(List<Integer> sizes, List<BigInteger[]> rows) {
    this.sizes = sizes;
    this.rows = rows;
    reduce();
  }

  /** Of these sets of the sites from 0 to {@code sites - 1}. */
  static SumSpan of(int sites, List<BitSet> sets) {
    Map<BitSet, Integer> columns = new LinkedHashMap<>();
    for (int site = 0; site < sites; site++) {
      BitSet member = new BitSet(sets.size());
      for (int set = 0; set < sets.size(); set++) {
        member.set(set, sets.get(set).get(site));
      }
      if (!member.isEmpty()) {
        columns.merge(member, 1, Integer::sum);
      }
    }
    List<BitSet> distinct = List.copyOf(columns.keySet());
    List<BigInteger[]> rows = new ArrayList<>();
    for (int set = 0; set < sets.size(); set++) {
      BigInteger[] row = new BigInteger[distinct.size()];
      for (int column = 0; column < row.length; column++) {
        row[column] = distinct.get(column).get(set) ? BigInteger.ONE : BigInteger.ZERO;
      }
      rows.add(row);
    }
    return new SumSpan(List.copyOf(columns.values()), rows);
  }

  /** Gauss and Jordan; every row is kept as small integers as it can be. */
  private void reduce() {
    for (int column = 0; column < sizes.size() && pivots.size() < rows.size(); column++) {
      int top = pivots.size();
      int found = top;
      while (found < rows.size() && rows.get(found)[column].signum() == 0) {
        found++;
      }
      if (found < rows.size()) {
        BigInteger[] pivot = rows.set(found, rows.get(top));
        rows.set(top, pivot);
        for (int row = 0; row < rows.size(); row++) {
          if (row != top && rows.get(row)[column].signum() != 0) {
            rows.set(row, without(rows.get(row), pivot, column));
          }
        }
        pivots.add(column);
      }
    }
  }

  private static BigInteger[] without(BigInteger[] row, BigInteger[] pivot, int column) {
    BigInteger[] out = new BigInteger[row.length];
    BigInteger divisor = BigInteger.ZERO;
    for (int i = 0; i < row.length; i++) {
      out[i] = row[i].multiply(pivot[column]).subtract(pivot[i].multiply(row[column]));
      divisor = divisor.gcd(out[i]);
    }
    if (divisor.compareTo(BigInteger.ONE) > 0) {
      for (int i = 0; i < out.length; i++) {
        out[i] = out[i].divide(divisor);
      }
    }
    return out;
  }

  /** Whether no combination tells of fewer than three sites. */
  boolean hidesEach() {
    for (int i = 0; i < pivots.size(); i++) {
      List<Integer> beside = beside(i);
      int own = size(pivots.get(i));
      boolean alone = beside.isEmpty() && own < 3;
      boolean withOne = beside.size() == 1 && own + size(beside.get(0)) < 3;
      if (alone || withOne || tellsWithAnother(i)) {
        return false;
      }
    }
    return true;
  }

  private int size(int column) {
    return sizes.get(column);
  }

  /** The columns without a pivot in which row {@code i} has something. */
  private List<Integer> beside(int i) {
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < sizes.size(); column++) {
      if (!pivots.contains(column) && rows.get(i)[column].signum() != 0) {
        columns.add(column);
      }
    }
    return columns;
  }

  /** Two rows that are multiples of each other beside their pivots leave these two alone. */
  private boolean tellsWithAnother(int i) {
    List<Integer> mine = beside(i);
    for (int j = i + 1; j < pivots.size(); j++) {
      if (size(pivots.get(i)) + size(pivots.get(j)) < 3
          && mine.equals(beside(j))
          && proportional(rows.get(i), rows.get(j), mine)) {
        return true;
      }
    }
    return false;
  }

  private static boolean proportional(BigInteger[] a, BigInteger[] b, List<Integer> columns) {
    int first = columns.get(0);
    return columns.stream().allMatch(c -> a[c].multiply(b[first]).equals(b[c].multiply(a[first])));
  }
}
