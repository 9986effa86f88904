package org.cloister.app.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.app.record.RunFile;

/**
 * The head of the job's report: what came of it, at a glance.
 *
 * @param recorded the run
 * @param story its history
 * @param data who took part
 */
record Header(Recorded recorded, Story story, Participation data) {

  private static final int TILES = 4;

  void write(Html html) {
    RunFile run = recorded.run();
    html.open("header");
    html.leaf("p", "Report of a federated job", "class", "kicker");
    html.open("h1").data(run.job()).close();
    html.open("p", "class", "status");
    html.leaf("span", Ending.word(run.outcome()), "class", "badge " + Ending.look(run.outcome()));
    html.text(" ").data(sentence(run)).close();
    List<MetricName> named = metrics();
    int tiles = named.size() + (story.times().began().isPresent() ? 4 : 3);
    html.open("dl", "class", "tiles", "style", "--n:" + (tiles > 7 ? (tiles + 1) / 2 : tiles));
    for (MetricName name : named) {
      double value = recorded.metrics().getOrDefault(name.full(), Double.NaN);
      Page.tile(html, name.metric(), Numbers.shown(value), examples(name));
    }
    Page.tile(html, "rounds", rounds(run), planned(run));
    Page.tile(html, "sites", Integer.toString(run.sites().size()), "route " + run.route());
    long drops = data.sites().stream().mapToLong(data::dropped).sum();
    long counted = data.sites().stream().mapToLong(data::counted).sum();
    Page.tile(
        html,
        "dropouts",
        Long.toString(drops),
        "in " + Numbers.count(counted + drops, "ask", "asks"));
    story
        .times()
        .began()
        .ifPresent(
            began ->
                Page.tile(
                    html, "time", Numbers.seconds(story.times().whole()), TimeSection.text(began)));
    html.close().close();
  }

  /** What the job was for, if it came so far. */
  private List<MetricName> metrics() {
    Set<String> roster = Set.copyOf(recorded.run().sites());
    return recorded.metrics().keySet().stream()
        .map(name -> MetricName.of(name, roster))
        .filter(name -> name.isFinal() && name.site().isEmpty())
        .filter(name -> SiteValues.isMetric(name.metric()))
        .limit(TILES)
        .toList();
  }

  private String examples(MetricName of) {
    String prefix = of.full().substring(0, of.full().length() - of.metric().length());
    Double examples = recorded.metrics().get(prefix + "examples");
    String rows = of.place().substring(of.place().indexOf('.') + 1);
    return examples == null ? rows + " rows" : Numbers.shown(examples) + " " + rows + " rows";
  }

  private String rounds(RunFile run) {
    Optional<Integer> ended = run.outcome().map(RunFile.Outcome::rounds);
    return Integer.toString(ended.orElse(story.lastRound()));
  }

  private static String planned(RunFile run) {
    return run.rounds().map(rounds -> "of " + rounds + " planned").orElse("");
  }

  private static String sentence(RunFile run) {
    return run.outcome()
        .map(end -> end.code().isEmpty() ? end.reason() : end.reason() + " [" + end.code() + "]")
        .orElse(
            "The record has no end: the program was stopped from outside before it could write"
                + " one, or is still running.");
  }

  static List<Page.Link> links() {
    return List.of(
        new Page.Link("results", "Results"),
        new Page.Link("curves", "Round by round"),
        new Page.Link("participation", "Who took part"),
        new Page.Link("time", "Time"),
        new Page.Link("visibility", "What the coordinator could see"),
        new Page.Link("run", "What was run"),
        new Page.Link("again", "Doing it again"));
  }
}
