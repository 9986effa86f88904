package org.cloister.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.app.record.SiteFile;

/** The report for the people of one site. */
final class SiteReport {

  private SiteReport() {}

  static String of(SiteView view) {
    Html html = Page.begin(view.site() + " in " + view.job() + " \u2013 Cloister report");
    header(html, view);
    html.open("main");
    rows(html, view);
    new ResultSection(view.metrics(), List.of(view.site())).write(html);
    new CurveSection(view.charts()).write(html);
    rounds(html, view);
    sent(html, view);
    html.close();
    return Page.end(
        html, view.program(), "this site's folder and what the coordinator said of all sites");
  }

  private static void header(Html html, SiteView view) {
    html.open("header");
    html.leaf("p", "Report of one site, for its own people", "class", "kicker");
    html.open("h1").data(view.site()).close();
    html.open("p", "class", "status");
    html.leaf("span", Ending.word(view.ending()), "class", "badge " + Ending.look(view.ending()));
    html.text(" in the job ").data(view.job());
    html.text(", with " + Numbers.count(view.sites(), "site", "sites") + " in all.").close();
    html.open("dl", "class", "tiles");
    Page.tile(html, "rounds that counted", Long.toString(count(view, true)), asked(view));
    Page.tile(html, "dropped", Long.toString(count(view, false)), "");
    view.own()
        .rows()
        .ifPresent(
            rows ->
                Page.tile(
                    html,
                    "rows used",
                    Long.toString(rows.train() + rows.test()),
                    rows.leftOut() + " left out"));
    long bytes = view.sent().stream().mapToLong(line -> line.bytes()).sum();
    if (!view.sent().isEmpty()) {
      Page.tile(html, "sent", Numbers.bytes(bytes), "");
    }
    html.close().close();
  }

  private static String asked(SiteView view) {
    return "asked in " + view.rounds().size() + " of " + view.asked().size();
  }

  private static long count(SiteView view, boolean counted) {
    return view.rounds().values().stream()
        .filter(cell -> cell instanceof Participation.Cell.Counted == counted)
        .count();
  }

  private static void rows(Html html, SiteView view) {
    html.open("section", "id", "rows").leaf("h2", "Which rows were used");
    if (view.own().ended().isPresent()) {
      html.open("p").text("This site ended before the job did: ");
      html.data(view.own().ended().get()).close();
    }
    if (view.own().rows().isEmpty()) {
      html.leaf("p", "It is not recorded how many rows were used.", "class", "note");
    } else {
      SiteFile.Rows rows = view.own().rows().get();
      Table.open(
          html,
          "Rows by use; the counts stay in this site's folder",
          List.of(Table.Column.words("use"), Table.Column.number("rows")));
      Map<String, Long> uses = new LinkedHashMap<>();
      uses.put("for training", rows.train());
      uses.put("for testing", rows.test());
      uses.put("left out, because a needed cell is missing", rows.leftOut());
      uses.forEach(
          (use, count) ->
              html.open("tr")
                  .leaf("th", use, "scope", "row")
                  .leaf("td", Long.toString(count))
                  .close());
      Table.close(html);
    }
    html.close();
  }

  private static void rounds(Html html, SiteView view) {
    html.open("section", "id", "participation").leaf("h2", "Rounds it took part in");
    if (view.rounds().isEmpty()) {
      html.leaf("p", "This site was not asked for anything.", "class", "note");
    } else {
      Participation own =
          new Participation(List.of(view.site()), view.asked(), Map.of(view.site(), view.rounds()));
      Map<String, Integer> left = view.left().map(r -> Map.of(view.site(), r)).orElse(Map.of());
      new ParticipationSection(own, left).content(html);
    }
    html.close();
  }

  private static void sent(Html html, SiteView view) {
    html.open("section", "id", "sent").leaf("h2", "What left this site");
    html.leaf("p", seen(view));
    if (view.sent().isEmpty()) {
      html.leaf("p", "No record of single fields is kept in sent.jsonl.", "class", "note");
    } else {
      new SentTable(view.sent()).write(html, "Every kind of field that left; sent.jsonl has each");
    }
    html.close();
  }

  private static String seen(SiteView view) {
    String never = " No row of data left this site.";
    if (!view.route().equals("open")) {
      return "The coordinator saw this site's values only inside sums with other sites'." + never;
    }
    return view.noised()
        ? "The coordinator saw this site's updates one by one, with the noise that was added here."
            + never
        : "The coordinator saw this site's updates, losses and counts one by one, and facts about"
            + " single rows can be inferred from them."
            + never;
  }
}
