package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.ledger.LedgerSummary;
import org.cloister.app.record.Json;
import org.cloister.app.run.Dropout;
import org.cloister.app.run.SimulationResult;
import org.cloister.engine.JobOutcome;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;

/** What came of a simulation, in both forms. */
record SimulationReport(SimulationResult result) {

  private static final String FINAL = "final.";

  ObjectNode json() {
    ObjectNode json =
        Json.object().put("job", result.job().name()).put("seed", result.job().seed());
    ArrayNode sites = json.putArray("sites");
    result.job().sites().forEach(site -> sites.add(site.id()));
    if (result.outcome() instanceof JobOutcome.Completed completed) {
      json.put("rounds", completed.rounds()).put("reason", completed.reason());
      completed.model().ifPresent(model -> json.put("modelVersion", model.version().hex()));
    }
    ObjectNode metrics = json.putObject("metrics");
    result.metrics().forEach(metrics::put);
    ArrayNode dropouts = json.putArray("dropouts");
    for (Dropout dropout : result.dropouts()) {
      dropouts
          .addObject()
          .put("round", dropout.round())
          .put("node", dropout.node())
          .put("site", dropout.site())
          .put("reason", dropout.reason());
    }
    ArrayNode plugins = json.putArray("plugins");
    for (PluginPin pin : result.plugins()) {
      plugins
          .addObject()
          .put("role", pin.role())
          .put("id", pin.id())
          .put("version", pin.version())
          .put("bundle", pin.bundle().hex());
    }
    json.put("visibility", result.visibility());
    result.out().ifPresent(out -> json.put("out", out.toString()));
    result
        .ledger()
        .ifPresent(
            ledger ->
                json.putObject("ledger")
                    .put("origin", ledger.origin())
                    .put("entries", ledger.entries())
                    .put("rootSha256", ledger.root().hex()));
    return json;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "job", result.job().name() + ", seed " + result.job().seed());
    List<String> sites = result.job().sites().stream().map(SiteEntry::id).toList();
    line(text, "sites", sites.size() + ": " + String.join(", ", sites));
    if (result.outcome() instanceof JobOutcome.Completed completed) {
      line(text, "rounds", completed.rounds() + " (" + completed.reason() + ")");
    }
    metrics(text);
    List<String> dropouts = dropouts();
    line(text, "dropouts", dropouts.isEmpty() ? "none" : String.join("\n", dropouts));
    if (result.outcome() instanceof JobOutcome.Completed completed) {
      completed.model().ifPresent(model -> line(text, "model", model.version().toString()));
    }
    line(text, "plugins", plugins());
    result.out().ifPresent(out -> line(text, "kept in", out.toString()));
    result
        .out()
        .ifPresent(out -> result.ledger().ifPresent(of -> line(text, "ledger", told(out, of))));
    line(text, "privacy", result.visibility());
    return text.toString();
  }

  /** The metrics of the last evaluation, with what they were computed on. */
  private void metrics(StringBuilder text) {
    Map<String, Map<String, Double>> byPlace = new TreeMap<>();
    result
        .metrics()
        .forEach(
            (name, value) -> {
              String[] parts = name.split("\\.", 4);
              if (parts.length == 4) {
                String place = parts[0] + "." + parts[1];
                byPlace.computeIfAbsent(place, key -> new TreeMap<>()).put(parts[3], value);
              }
            });
    boolean last = byPlace.keySet().stream().anyMatch(place -> place.startsWith(FINAL));
    byPlace.forEach(
        (place, values) -> {
          if (!last || place.startsWith(FINAL)) {
            line(text, "metrics", spoken(place, values));
          }
        });
  }

  private static String spoken(String place, Map<String, Double> values) {
    String rows = place.substring(place.indexOf('.') + 1) + " rows of all sites together";
    Double examples = values.get("examples");
    String count = examples == null ? "" : String.format(Locale.ROOT, "%.0f ", examples);
    return values.entrySet().stream()
            .filter(entry -> entry.getKey().indexOf('.') < 0 && !entry.getKey().equals("examples"))
            .map(entry -> String.format(Locale.ROOT, "%s %.4f", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("  "))
        + "\non the "
        + count
        + rows
        + ", asked for by "
        + place.substring(0, place.indexOf('.'));
  }

  /** Who did not count, one line a site, node and reason. */
  List<String> dropouts() {
    return result.dropouts().stream()
        .collect(
            Collectors.groupingBy(
                drop ->
                    drop.site()
                        + (drop.node().isEmpty() ? " ended: " : " at " + drop.node() + ": ")
                        + drop.reason(),
                TreeMap::new,
                Collectors.mapping(Dropout::round, Collectors.toList())))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + rounds(entry.getValue()))
        .toList();
  }

  private static String rounds(List<Integer> rounds) {
    if (rounds.equals(List.of(0))) {
      return "";
    }
    return rounds.size() == 1
        ? ", in round " + rounds.get(0)
        : ", " + rounds.size() + " times, first in round " + rounds.get(0);
  }

  private static String told(Path out, LedgerSummary ledger) {
    return ledger.entries()
        + " entries, head "
        + ledger.root().abbreviated()
        + ", verified by: "
        + LedgerSummary.verification(out);
  }

  private String plugins() {
    return result.plugins().stream()
        .collect(
            Collectors.groupingBy(
                pin -> pin.version() + " " + pin.bundle().abbreviated(),
                LinkedHashMap::new,
                Collectors.mapping(PluginPin::id, Collectors.toList())))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + "  " + String.join(", ", entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** How far it came, what is left of it, and how to go on. */
  String afterFailure(Path file) {
    if (!(result.outcome() instanceof JobOutcome.Failed failed)) {
      return "";
    }
    String far =
        failed.rounds() == 1
            ? "1 round was completed."
            : failed.rounds() + " rounds were completed.";
    if (result.out().isEmpty()) {
      return far + " Nothing was kept; with --out DIR it would have been.";
    }
    String kept = far + " What was recorded until then is in " + result.out().get() + ".";
    return failed.code() == ErrorCode.INTERRUPTED
        ? kept + "\nTo go on: cloister simulate " + file + " --resume " + result.out().get()
        : kept;
  }

  private static void line(StringBuilder text, String name, String value) {
    String indented = value.replaceAll("(.{60,88}) ", "$1\n").replace("\n", "\n" + " ".repeat(10));
    text.append(String.format("%-10s%s%n", name, indented));
  }
}
