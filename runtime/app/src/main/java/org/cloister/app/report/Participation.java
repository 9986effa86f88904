package org.cloister.app.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.app.record.Names;

/**
 * Who counted when. A site that was dropped in one step of a round was dropped in that round,
 * whatever came of the others.
 *
 * @param sites the rows
 * @param rounds all rounds in which somebody was asked
 * @param cells by site and round; none where the site was not asked
 */
record Participation(
    List<String> sites, List<Integer> rounds, Map<String, NavigableMap<Integer, Cell>> cells) {

  /** What became of a site in a round. */
  sealed interface Cell {

    /** It counted in every step that asked it. */
    record Counted() implements Cell {}

    /**
     * It did not.
     *
     * @param reason why, the first time in that round
     * @param node who had asked
     */
    record Dropped(String reason, String node) implements Cell {}
  }

  static Participation of(Collection<String> sites, Story story) {
    Map<String, NavigableMap<Integer, Cell>> cells = new TreeMap<>();
    TreeSet<Integer> rounds = new TreeSet<>();
    for (Step step : story.steps()) {
      rounds.add(step.round());
      for (String site : step.reported()) {
        row(cells, site).putIfAbsent(step.round(), new Cell.Counted());
      }
      step.dropped()
          .forEach(
              (site, reason) ->
                  row(cells, site)
                      .merge(
                          step.round(),
                          new Cell.Dropped(Names.of(reason), step.node()),
                          (old, now) -> old instanceof Cell.Dropped ? old : now));
    }
    List<String> rows = new java.util.ArrayList<>(sites);
    story.sites().stream().filter(site -> !sites.contains(site)).forEach(rows::add);
    return new Participation(List.copyOf(rows), List.copyOf(rounds), cells);
  }

  private static NavigableMap<Integer, Cell> row(
      Map<String, NavigableMap<Integer, Cell>> cells, String site) {
    return cells.computeIfAbsent(site, key -> new TreeMap<>());
  }

  NavigableMap<Integer, Cell> row(String site) {
    return cells.getOrDefault(site, new TreeMap<>());
  }

  long counted(String site) {
    return row(site).values().stream().filter(Cell.Counted.class::isInstance).count();
  }

  long dropped(String site) {
    return row(site).values().stream().filter(Cell.Dropped.class::isInstance).count();
  }
}
