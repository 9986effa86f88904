package org.cloister.app.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cloister.app.record.RunFile;
import org.cloister.app.record.SentSummary;
import org.cloister.app.record.SiteFile;
import org.cloister.app.record.TimedEvent;
import org.cloister.model.Digest;
import org.cloister.model.PluginPin;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;

/** Recorded runs that nobody ran, of any size. */
final class Runs {

  private static final List<DropReason> REASONS = List.of(DropReason.values());
  private static final Digest DIGEST = new Digest("ab".repeat(32));

  private final List<String> sites;
  private final List<TimedEvent> history = new ArrayList<>();
  private final Map<String, Double> metrics = new TreeMap<>();
  private final SplittableRandom random = new SplittableRandom(11);
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private String job = "a job";
  private String route = "open";
  private String reason = "all rounds are done";
  private PluginPin pin = new PluginPin("trainer", "sgd", "0.1.0", DIGEST);
  private Optional<RunFile.Outcome> outcome = Optional.empty();

  private Runs(List<String> sites) {
    this.sites = List.copyOf(sites);
  }

  static Runs with(String... sites) {
    return new Runs(List.of(sites));
  }

  static Runs ofSites(int count) {
    return new Runs(
        IntStream.range(0, count).mapToObj(i -> String.format("site-%03d", i)).toList());
  }

  Runs job(String name) {
    job = name;
    return this;
  }

  Runs route(String name) {
    route = name;
    return this;
  }

  Runs plugin(String role, String id, String version) {
    pin = new PluginPin(role, id, version, DIGEST);
    return this;
  }

  Runs event(Event event) {
    now = now.plusMillis(125);
    history.add(new TimedEvent(Optional.of(now), event));
    return this;
  }

  Runs metric(String name, double value) {
    metrics.put(name, value);
    return this;
  }

  Runs ended(String kind, String code, String why, int rounds) {
    reason = why;
    outcome = Optional.of(new RunFile.Outcome(kind, code, reason, rounds));
    return this;
  }

  /** Rounds with training, an evaluation with values of each site, and now and then a dropout. */
  Runs rounds(int rounds) {
    sites.forEach(site -> event(new Event.Joined(0, site)));
    for (int r = 1; r <= rounds; r++) {
      event(new Event.RoundStarted(r, List.of(pin)));
      Map<String, DropReason> dropped = new TreeMap<>();
      List<String> reported = new ArrayList<>();
      for (String site : sites) {
        if (sites.size() > 1 && random.nextInt(20) == 0) {
          dropped.put(site, REASONS.get(random.nextInt(REASONS.size())));
        } else {
          reported.add(site);
        }
      }
      event(new Event.SitesReported(r, "train", reported, dropped, Map.of("loss", 1.0 / r)));
      event(new Event.Updated(r, "update", DIGEST));
      Map<String, Double> values = new TreeMap<>();
      double auc = 0.9 - 0.2 / r;
      values.put("auc", auc);
      values.put("auc.error", 1e-4);
      values.put("examples", 247.0);
      for (String site : reported) {
        values.put("sites." + site + ".auc", auc + 0.1 * (random.nextDouble() - 0.5));
      }
      event(new Event.SitesReported(r, "evaluate", reported, Map.of(), values));
      values.forEach(
          (name, value) ->
              metric(
                  (name.startsWith("sites.") ? "final.test." : "final.test.union.") + name, value));
    }
    return ended("completed", "", "all " + rounds + " rounds are done", rounds);
  }

  Recorded recorded() {
    Map<String, Recorded.SiteFolder> folders = new LinkedHashMap<>();
    for (int i = 0; i < sites.size(); i++) {
      folders.put(
          sites.get(i),
          new Recorded.SiteFolder(
              new SiteFile(
                  Optional.of(new SiteFile.Rows(70_001 + i, 30_001 + i, 10_001 + i)),
                  Optional.empty()),
              List.of(
                  new SentSummary.Line(
                      "answer", "parts.delta", "float32 tensor", route, 3, 42, 168))));
    }
    return new Recorded(
        new RunFile(
            "1.2.3",
            "cloister simulate job.yaml --out out",
            job,
            DIGEST,
            DIGEST,
            42,
            route,
            false,
            "The coordinator saw what it saw.",
            sites,
            List.of(new RunFile.Part("trainer", pin.id())),
            Optional.of("15"),
            List.of(),
            outcome),
        history,
        metrics,
        history.isEmpty()
            ? Optional.empty()
            : Optional.of(new Recorded.KeptModel(DIGEST.hex(), 15, 14)),
        folders);
  }

  String report() {
    return Report.of(Told.of(recorded()));
  }

  String report(String site) {
    Recorded recorded = recorded();
    return SiteReport.of(SiteView.of(site, recorded, Told.of(recorded)));
  }
}
