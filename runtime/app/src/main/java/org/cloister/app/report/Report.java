package org.cloister.app.report;

import java.util.List;
import org.cloister.app.record.SentSummary;

/**
 * The report of a job for those who run it. A function of what was recorded and nothing else: the
 * same record gives the same bytes.
 */
final class Report {

  private Report() {}

  static String of(Told told) {
    Recorded recorded = told.recorded();
    Story story = told.story();
    List<String> sites = recorded.run().sites();
    Participation data = told.participation();
    Html html = Page.begin(recorded.run().job() + " \u2013 Cloister report");
    new Header(recorded, story, data).write(html);
    Page.links(html, Header.links());
    html.open("main");
    new ResultSection(recorded.metrics(), sites).write(html);
    new CurveSection(told.curves().charts(sites)).write(html);
    new ParticipationSection(data, story.left()).write(html);
    new TimeSection(story.times()).write(html);
    new VisibilitySection(
            recorded.run(), !story.children().isEmpty(), weights(recorded), sent(recorded))
        .write(html);
    new RunSection(recorded, story).write(html);
    new ReuseSection(recorded).write(html);
    html.close();
    return Page.end(
        html, recorded.run().program(), "run.json, history.jsonl, metrics.json and model.json");
  }

  private static String weights(Recorded recorded) {
    return recorded
        .model()
        .map(model -> Numbers.count(model.weights(), "number", "numbers"))
        .orElse("");
  }

  /** The fields of all sites, added up. */
  private static SentTable sent(Recorded recorded) {
    List<SentSummary.Line> lines =
        recorded.sites().values().stream().flatMap(site -> site.sent().stream()).toList();
    return new SentTable(SentSummary.sum(lines));
  }
}
