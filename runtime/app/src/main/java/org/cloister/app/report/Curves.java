package org.cloister.app.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** From the steps of a history to the curves that are worth a chart. */
final class Curves {

  /** Sites that can be told apart by colour and dash; more share one look. */
  static final int COLOURS = 8;

  private static final int CHARTS = 24;

  private final Map<Key, Lines> byMetric = new LinkedHashMap<>();

  private record Key(String node, String metric) {}

  private static final class Lines {
    private final NavigableMap<Integer, Double> whole = new TreeMap<>();
    private final Map<String, NavigableMap<Integer, Double>> sites = new TreeMap<>();
  }

  private final int lastRound;

  private Curves(int lastRound) {
    this.lastRound = lastRound;
  }

  /** All values of a history that belong to a curve. */
  static Curves of(Story story, Collection<String> roster) {
    Curves curves = new Curves(story.lastRound());
    Set<String> sites = Set.copyOf(roster);
    for (Step step : story.steps()) {
      if (step.round() > 0 && !step.node().contains("/")) {
        curves.add(step, sites);
      }
    }
    return curves;
  }

  private void add(Step step, Set<String> sites) {
    step.values()
        .forEach(
            (name, value) -> {
              Optional<SiteValues.Key> site = SiteValues.key(name, sites);
              if (SiteValues.isMetric(name)) {
                lines(step.node(), name).whole.put(step.round(), value);
              } else if (site.isPresent() && SiteValues.isMetric(site.get().metric())) {
                lines(step.node(), site.get().metric())
                    .sites
                    .computeIfAbsent(site.get().site(), key -> new TreeMap<>())
                    .put(step.round(), value);
              }
            });
  }

  private Lines lines(String node, String metric) {
    return byMetric.computeIfAbsent(new Key(node, metric), key -> new Lines());
  }

  /**
   * The charts: loss first, then the metrics as they were asked for. What was computed once, such
   * as at the end, is no curve; with one round alone, everything is.
   *
   * @param sites whose lines to draw, in their order
   */
  List<LineChart> charts(List<String> sites) {
    List<LineChart> charts = new ArrayList<>();
    for (boolean loss : new boolean[] {true, false}) {
      byMetric.forEach(
          (key, lines) -> {
            boolean curve = lines.whole.size() > 1 || lastRound <= 1;
            if (key.metric().equals("loss") == loss && curve && charts.size() < CHARTS) {
              charts.add(
                  new LineChart(
                      "curve-" + (charts.size() + 1),
                      key.metric() + " (" + key.node() + ")",
                      series(lines, sites)));
            }
          });
    }
    return charts;
  }

  private static List<Series> series(Lines lines, List<String> sites) {
    List<Series> series = new ArrayList<>();
    boolean told = sites.size() <= COLOURS;
    for (int i = 0; i < sites.size(); i++) {
      NavigableMap<Integer, Double> values = lines.sites.get(sites.get(i));
      if (values != null) {
        series.add(new Series(sites.get(i), told ? "s" + i % COLOURS : Series.MANY, values));
      }
    }
    series.add(new Series("all sites", Series.WHOLE, lines.whole));
    return series;
  }
}
