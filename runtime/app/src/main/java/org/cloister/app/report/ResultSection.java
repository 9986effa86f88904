package org.cloister.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The metrics as {@code metrics.json} has them; each number carries its exact value.
 *
 * @param metrics by name
 * @param sites the roster
 */
record ResultSection(Map<String, Double> metrics, List<String> sites) {

  /** More sites than these are shown on demand. */
  private static final int UNFOLDED = 20;

  void write(Html html) {
    Set<String> roster = Set.copyOf(sites);
    html.open("section", "id", "results").leaf("h2", "Results");
    if (metrics.isEmpty()) {
      html.leaf("p", "There are no metrics: the run did not come so far.", "class", "note");
    } else {
      List<MetricName> names = new ArrayList<>();
      metrics.keySet().forEach(name -> names.add(MetricName.of(name, roster)));
      whole(html, names);
      bySite(html, names);
    }
    html.close();
  }

  private void whole(Html html, List<MetricName> names) {
    Table.open(
        html,
        "Over the rows of all sites together",
        List.of(
            Table.Column.words("metric"),
            Table.Column.words("asked for by"),
            Table.Column.number("value"),
            Table.Column.number("exact value"),
            Table.Column.words("name in metrics.json")));
    for (boolean end : new boolean[] {true, false}) {
      for (MetricName name : names) {
        if (name.site().isEmpty() && name.isFinal() == end) {
          row(html, name);
        }
      }
    }
    Table.close(html);
  }

  private void row(Html html, MetricName name) {
    double value = metrics.getOrDefault(name.full(), Double.NaN);
    html.open("tr", "class", name.isFinal() ? "final" : "way");
    Table.head(html, name.metric());
    Table.words(html, name.place());
    html.open("td");
    number(html, name.full(), value);
    html.close();
    html.open("td").leaf("code", Numbers.exact(value)).close();
    Table.code(html, name.full());
    html.close();
  }

  static void number(Html html, String name, double value) {
    html.leaf("data", Numbers.shown(value), "value", Numbers.exact(value), "data-metric", name);
  }

  private void bySite(Html html, List<MetricName> names) {
    Map<String, Map<String, Map<String, MetricName>>> places = new LinkedHashMap<>();
    for (boolean end : new boolean[] {true, false}) {
      for (MetricName name : names) {
        if (name.isFinal() == end && name.site().isPresent()) {
          places
              .computeIfAbsent(name.place(), key -> new TreeMap<>())
              .computeIfAbsent(name.site().get(), key -> new TreeMap<>())
              .put(name.metric(), name);
        }
      }
    }
    if (places.isEmpty()) {
      html.leaf(
          "p",
          "No metric of a single site is known: this job's route or noise does not release them.",
          "class",
          "note");
    }
    places.forEach(
        (place, rows) -> {
          boolean end = rows.values().iterator().next().values().iterator().next().isFinal();
          boolean folded = !end || rows.size() > UNFOLDED;
          if (folded) {
            html.open("details").open("summary").text("Site by site, ").data(place).close();
          }
          table(html, place, rows);
          if (folded) {
            html.close();
          }
        });
  }

  private void table(Html html, String place, Map<String, Map<String, MetricName>> rows) {
    TreeSet<String> metricsShown = new TreeSet<>();
    rows.values().forEach(row -> metricsShown.addAll(row.keySet()));
    List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.words("site")));
    metricsShown.forEach(metric -> columns.add(Table.Column.number(metric)));
    Table.open(html, "Site by site, asked for by " + place, columns);
    for (String site : sites) {
      Map<String, MetricName> row = rows.get(site);
      if (row != null) {
        html.open("tr");
        Table.head(html, site);
        for (String metric : metricsShown) {
          MetricName name = row.get(metric);
          html.open("td");
          if (name != null) {
            number(html, name.full(), metrics.getOrDefault(name.full(), Double.NaN));
          }
          html.close();
        }
        html.close();
      }
    }
    Table.close(html);
  }
}
