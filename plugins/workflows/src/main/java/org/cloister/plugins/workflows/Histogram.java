package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Map;

/**
 * The bins of a numeric column over all sites, and what can be read off them.
 *
 * @param counts of equal bins of the declared range
 */
record Histogram(Scale scale, List<Long> counts) {
  /** Bins of the short histogram. */
  static final int SHORT = 16;

  /** Percentiles and their names. */
  private static final Map<Integer, String> QUANTILES =
      Map.of(5, "q05", 25, "q25", 50, "median", 75, "q75", 95, "q95");

  private long present() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Puts min, max, quantiles and the short histogram; nothing without values. */
  void results(String prefix, Map<String, Double> into) {
    if (present() == 0) {
      return;
    }
    into.put(prefix + "min", scale.edge(next(0), counts.size()));
    int last = counts.size() - 1;
    while (counts.get(last) == 0) {
      last--;
    }
    into.put(prefix + "max", scale.edge(last + 1, counts.size()));
    QUANTILES.forEach((percent, name) -> into.put(prefix + name, quantile(percent)));
    long[] few = new long[SHORT];
    for (int b = 0; b < counts.size(); b++) {
      few[(int) ((long) b * SHORT / counts.size())] += counts.get(b);
    }
    for (int b = 0; b < SHORT; b++) {
      into.put(prefix + "bin." + b, (double) few[b]);
    }
  }

  private int next(int from) {
    int bin = from;
    while (counts.get(bin) == 0) {
      bin++;
    }
    return bin;
  }

  /**
   * Interpolated within its bin; where exactly that share of the values lies below an edge, the
   * middle of the gap. Off by at most the width of a bin from the quantile of the values that
   * averages at steps.
   */
  private double quantile(int percent) {
    // In hundredths of a value, so that a whole rank is recognised.
    long rank = Math.multiplyExact(present(), percent);
    long below = 0;
    int bin = next(0);
    while (100 * (below + counts.get(bin)) < rank) {
      below += counts.get(bin);
      bin = next(bin + 1);
    }
    long here = counts.get(bin);
    if (100 * (below + here) == rank) {
      int following = next(bin + 1);
      return scale.edge((bin + 1.0 + following) / 2, counts.size());
    }
    return scale.edge(bin + (rank - 100.0 * below) / (100.0 * here), counts.size());
  }
}
