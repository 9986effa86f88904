package org.cloister.app.report;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.cloister.app.record.RunFile;
import org.cloister.model.PluginPin;

/**
 * What was run: the job, and the exact code of its plugins.
 *
 * @param recorded the run
 * @param story its history
 */
record RunSection(Recorded recorded, Story story) {

  private static final int SITES = 200;

  void write(Html html) {
    RunFile run = recorded.run();
    html.open("section", "id", "run").leaf("h2", "What was run");
    html.open("dl", "class", "facts");
    fact(html, "Job", run.job());
    fact(html, "Seed", Long.toString(run.seed()));
    fact(html, "Route", run.route() + (run.noised() ? ", with noise" : ""));
    for (RunFile.Part part : run.parts()) {
      fact(html, capital(part.role()), part.id());
    }
    fact(html, "Sites", sites(run.sites()));
    fact(html, "Rounds planned", run.rounds().orElse("as the agents decide"));
    fact(html, "Kind", "simulation: all sites ran on one machine");
    fact(html, "Program", "Cloister " + run.program());
    html.close();
    html.open("dl", "class", "facts digests");
    fact(html, "Job file, SHA-256", run.file().hex());
    fact(html, "Terms, SHA-256", run.terms().hex());
    recorded
        .model()
        .ifPresent(
            model -> fact(html, "Model of round " + model.round() + ", SHA-256", model.version()));
    html.close();
    plugins(html);
    html.close();
  }

  private static String sites(List<String> sites) {
    String names = String.join(", ", sites.subList(0, Math.min(SITES, sites.size())));
    return sites.size() + ": " + names + (sites.size() > SITES ? ", \u2026" : "");
  }

  static void fact(Html html, String name, String value) {
    html.open("div").leaf("dt", name).open("dd").data(value).close().close();
  }

  private static String capital(String role) {
    return role.isEmpty()
        ? role
        : role.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
            + role.substring(1).replace('-', ' ');
  }

  private void plugins(Html html) {
    Map<Story.PinKey, NavigableMap<Integer, PluginPin>> pins = new TreeMap<>(story.pins());
    for (PluginPin pin : recorded.run().agents()) {
      pins.computeIfAbsent(new Story.PinKey(pin.role(), pin.id()), key -> new TreeMap<>())
          .putIfAbsent(0, pin);
    }
    html.leaf("h3", "Plugins");
    html.leaf(
        "p",
        "The exact code, by the SHA-256 of its bundle. A plugin that was changed while the job ran"
            + " has a line for each version.",
        "class",
        "note");
    Table.open(
        html,
        "Plugins that could be used",
        List.of(
            Table.Column.words("role"),
            Table.Column.words("plugin"),
            Table.Column.words("version"),
            Table.Column.number("from round"),
            Table.Column.words("bundle, SHA-256")));
    pins.forEach((key, rounds) -> rows(html, rounds));
    Table.close(html);
  }

  private static void rows(Html html, NavigableMap<Integer, PluginPin> rounds) {
    PluginPin last = null;
    for (Map.Entry<Integer, PluginPin> entry : rounds.entrySet()) {
      PluginPin pin = entry.getValue();
      if (!pin.equals(last)) {
        html.open("tr");
        Table.words(html, pin.role());
        Table.head(html, pin.id());
        Table.words(html, pin.version());
        html.leaf("td", entry.getKey().toString());
        Table.code(html, pin.bundle().hex());
        html.close();
      }
      last = pin;
    }
  }
}
