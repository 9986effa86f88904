package org.cloister.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who took part, and who was dropped for which reason.
 *
 * @param data who counted when
 * @param left the round in which a site left for good
 */
record ParticipationSection(Participation data, Map<String, Integer> left) {

  private static final int LINES = 400;

  private record Drop(String site, String node, String reason) {}

  void write(Html html) {
    html.open("section", "id", "participation").leaf("h2", "Who took part");
    if (data.rounds().isEmpty()) {
      html.leaf("p", "No site was asked for anything.", "class", "note");
    } else {
      content(html);
    }
    html.close();
  }

  void content(Html html) {
    new HeatMap(data).write(html);
    sums(html);
    drops(html);
  }

  private void sums(Html html) {
    html.open("details").leaf("summary", "Rounds of each site");
    Table.open(
        html,
        "Rounds of each site",
        List.of(
            Table.Column.words("site"),
            Table.Column.number("counted"),
            Table.Column.number("dropped"),
            Table.Column.number("not asked"),
            Table.Column.number("left in round")));
    for (String site : data.sites()) {
      long counted = data.counted(site);
      long dropped = data.dropped(site);
      Integer gone = left.get(site);
      html.open("tr");
      Table.head(html, site);
      html.leaf("td", Long.toString(counted)).leaf("td", Long.toString(dropped));
      html.leaf("td", Long.toString(data.rounds().size() - counted - dropped));
      html.leaf("td", gone == null ? "" : gone.toString()).close();
    }
    Table.close(html);
    html.close();
  }

  private void drops(Html html) {
    Map<Drop, List<Integer>> drops = new TreeMap<>(order());
    for (String site : data.sites()) {
      data.row(site)
          .forEach(
              (round, cell) -> {
                if (cell instanceof Participation.Cell.Dropped drop) {
                  drops
                      .computeIfAbsent(
                          new Drop(site, drop.node(), drop.reason()), key -> new ArrayList<>())
                      .add(round);
                }
              });
    }
    html.leaf("h3", "Dropouts");
    if (drops.isEmpty()) {
      html.leaf("p", "None: every site that was asked counted.");
      return;
    }
    String some = drops.size() > LINES ? "; the first " + LINES + " of " + drops.size() : "";
    Table.open(
        html,
        "Sites that were asked and did not count" + some,
        List.of(
            Table.Column.words("site"),
            Table.Column.words("reason"),
            Table.Column.words("what it means"),
            Table.Column.words("at"),
            Table.Column.words("in rounds"),
            Table.Column.number("times")));
    drops.entrySet().stream().limit(LINES).forEach(drop -> row(html, drop));
    Table.close(html);
  }

  private static void row(Html html, Map.Entry<Drop, List<Integer>> entry) {
    Drop drop = entry.getKey();
    html.open("tr");
    Table.head(html, drop.site());
    Table.words(html, HeatRow.letter(drop.reason()) + " " + drop.reason());
    Table.words(html, meaning(drop.reason()));
    Table.words(html, drop.node());
    Table.words(html, Texts.rounds(entry.getValue()));
    html.leaf("td", Integer.toString(entry.getValue().size())).close();
  }

  private static Comparator<Drop> order() {
    return Comparator.comparing(Drop::site).thenComparing(Drop::node).thenComparing(Drop::reason);
  }

  /** The reasons of {@link org.cloister.spi.DropReason} for people. */
  static String meaning(String reason) {
    return switch (reason) {
      case "left" -> "It left the job or could not be reached.";
      case "deadline" -> "No answer came before the deadline.";
      case "failed" -> "Its work failed there; its own log says why.";
      case "invalid" -> "Its answer was not what was asked for.";
      case "not-finite" -> "Its update had values that are not finite.";
      case "plugins-differ" -> "It runs other plugins than the round asks for.";
      case "declined" -> "Its own policy declined.";
      case "unrevealed" ->
          "Its session revealed nothing: too few were left, or one of them broke the rules.";
      default -> "";
    };
  }
}
