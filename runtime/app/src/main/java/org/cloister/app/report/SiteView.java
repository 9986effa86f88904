package org.cloister.app.report;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.app.record.RunFile;
import org.cloister.app.record.SentSummary;
import org.cloister.app.record.SiteFile;

/**
 * All that the report of one site is made of. It has no place for anything of another site, so the
 * report cannot show it: its own part, and what the coordinator says of all sites together.
 *
 * @param site whose
 * @param job the name of the job
 * @param program the version of Cloister
 * @param route of the job
 * @param noised whether what it sent had noise
 * @param sites how many took part
 * @param ending how the job ended, without reasons, which may name other sites
 * @param rounds what became of the site, by round
 * @param asked all rounds in which somebody was asked
 * @param charts its own lines beside those of all sites
 * @param metrics its own, and those of all sites
 * @param own its counts
 * @param sent what left it
 * @param left the round in which it left
 * @param model the version of the last model
 */
record SiteView(
    String site,
    String job,
    String program,
    String route,
    boolean noised,
    int sites,
    Optional<RunFile.Outcome> ending,
    NavigableMap<Integer, Participation.Cell> rounds,
    List<Integer> asked,
    List<LineChart> charts,
    Map<String, Double> metrics,
    SiteFile own,
    List<SentSummary.Line> sent,
    Optional<Integer> left,
    Optional<String> model) {

  static SiteView of(String site, Recorded recorded, Told told) {
    RunFile run = recorded.run();
    Recorded.SiteFolder folder =
        recorded
            .sites()
            .getOrDefault(
                site,
                new Recorded.SiteFolder(
                    new SiteFile(Optional.empty(), Optional.empty()), List.of()));
    return new SiteView(
        site,
        run.job(),
        run.program(),
        run.route(),
        run.noised(),
        run.sites().size(),
        run.outcome().map(end -> new RunFile.Outcome(end.kind(), end.code(), "", end.rounds())),
        told.participation().row(site),
        told.participation().rounds(),
        told.curves().charts(List.of(site)),
        metrics(site, recorded),
        folder.own(),
        folder.sent(),
        Optional.ofNullable(told.story().left().get(site)),
        told.story().version().map(version -> version.hex()));
  }

  private static Map<String, Double> metrics(String site, Recorded recorded) {
    Map<String, Double> metrics = new TreeMap<>();
    Set<String> roster = Set.copyOf(recorded.run().sites());
    recorded
        .metrics()
        .forEach(
            (name, value) -> {
              MetricName parsed = MetricName.of(name, roster);
              if (parsed.site().isEmpty() || parsed.site().get().equals(site)) {
                metrics.put(name, value);
              }
            });
    return metrics;
  }
}
