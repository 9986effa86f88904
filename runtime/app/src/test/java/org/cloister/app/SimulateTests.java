package org.cloister.app;

import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cloister.app.job.Job;
import org.cloister.app.job.JobReader;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.JobCheck;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.record.HistoryFile;
import org.cloister.app.record.Json;
import org.cloister.engine.JobTerms;
import org.cloister.engine.coordinator.Replay;
import org.cloister.host.PluginHost;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateTests {

  @TempDir Path folder;

  private TestHome home;
  private SampleJob sample;

  @BeforeEach
  void install() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    sample = SampleJob.in(folder.resolve("sample"));
  }

  @Test
  void sample_learns() {
    TestHome.Ran ran = home.run("simulate", sample.file());

    assertEquals(0, ran.exit(), ran.err());
    assertEquals(15, ran.err().lines().filter(line -> line.startsWith("round ")).count());
    assertTrue(ran.err().contains("round 15/15  loss 0."), ran.err());
    assertTrue(ran.err().contains("sites 4/4"), ran.err());
    assertTrue(ran.out().contains("15 (all 15 rounds are done)"), ran.out());
    assertTrue(ran.out().contains("dropouts  none"), ran.out());
    assertTrue(ran.out().contains("The coordinator saw every site's model update"), ran.out());
  }

  @Test
  void sample_twice_isTheSameModelToTheBit() {
    JsonNode first = data(home.run("simulate", sample.file(), "--format", "json"));
    JsonNode second = data(home.run("simulate", sample.file(), "--format", "json"));
    JsonNode other = data(home.run("simulate", sample.file(), "--format", "json", "--seed", "43"));

    assertEquals(first, second);
    assertNotEquals(first.get("modelVersion"), other.get("modelVersion"));
    double auc = first.at("/metrics").get("final.test.union.auc").asDouble();
    assertTrue(auc > 0.8 && auc < 0.95, "auc " + auc);
  }

  @Test
  void sample_json_writesOneObjectAndJsonLinesOfProgress() {
    TestHome.Ran ran = home.run("simulate", sample.file(), "--format", "json");

    assertEquals(1, ran.out().lines().count());
    List<String> told =
        ran.err()
            .lines()
            .map(line -> Json.parse(line, "progress", ErrorCode.INTERNAL).get("event").asText())
            .filter(event -> !event.equals("waiting"))
            .toList();
    assertEquals("started", told.get(0));
    assertEquals(Collections.nCopies(15, "round"), told.subList(1, 16));
    assertEquals(List.of("ended"), told.subList(16, told.size()));
  }

  @Test
  void out_folder_keepsHistoryMetricsAndModel() throws IOException {
    Path out = folder.resolve("out");

    JsonNode data = data(home.run("simulate", sample.file(), "--format", "json", "--out", out));

    JsonNode model =
        Json.parse(Files.readString(out.resolve("model/model.json")), "model", ErrorCode.INTERNAL);
    assertEquals(data.get("modelVersion"), model.get("version"));
    assertEquals(4L * 14, Files.size(out.resolve("model/weights.bin")));
    assertTrue(model.at("/provenance/plugins").size() >= 5, model.toString());
    JsonNode metrics =
        Json.parse(Files.readString(out.resolve("metrics.json")), "metrics", ErrorCode.INTERNAL);
    assertTrue(metrics.get("complete").asBoolean());
    assertEquals(data.get("metrics"), ((ObjectNode) metrics).without(List.of("complete")));
    double examples = 0;
    for (String site : List.of("cleveland", "hungarian", "switzerland", "va")) {
      assertTrue(metrics.has("final.test.sites." + site + ".auc"), metrics.toString());
      examples += metrics.get("final.test.sites." + site + ".examples").asDouble();
    }
    assertEquals(metrics.get("final.test.union.examples").asDouble(), examples);
    long updates =
        HistoryFile.read(out.resolve("history.jsonl")).stream()
            .filter(Event.Updated.class::isInstance)
            .count();
    assertEquals(15, updates);
  }

  @Test
  void out_sites_listWhatLeftThem() throws IOException {
    Path out = folder.resolve("out");
    data(home.run("simulate", sample.file(), "--format", "json", "--out", out));

    for (String site : List.of("cleveland", "hungarian", "switzerland", "va")) {
      List<String> text =
          Files.readAllLines(out.resolve("sites").resolve(site).resolve("sent.jsonl"));
      List<JsonNode> lines =
          text.stream().map(line -> Json.parse(line, "a line", ErrorCode.INTERNAL)).toList();
      List<JsonNode> deltas =
          lines.stream().filter(l -> l.get("field").asText().equals("parts.delta")).toList();
      assertEquals(15, deltas.size());
      assertEquals(4 * 14, deltas.get(0).get("bytes").asInt());
      assertEquals("train", deltas.get(0).get("node").asText());
      assertEquals("open", deltas.get(0).get("route").asText());
      assertEquals(
          Set.of("greeting", "join", "answer", "checkpoint-answer"),
          lines.stream().map(l -> l.get("message").asText()).collect(Collectors.toSet()));
      Map<String, Long> fields =
          lines.stream()
              .filter(l -> !l.get("message").asText().equals("greeting"))
              .collect(Collectors.groupingBy(l -> l.get("field").asText(), Collectors.counting()));
      assertEquals(fields.get("framing"), fields.get("seal"), "every message is signed");
    }
  }

  @Test
  void out_reports_areThereAndCanBeMadeAgain() throws IOException {
    Path out = folder.resolve("out");
    JsonNode data = data(home.run("simulate", sample.file(), "--format", "json", "--out", out));
    String report = Files.readString(out.resolve("report.html"));
    String own = Files.readString(out.resolve("sites/va/report.html"));
    data.get("metrics")
        .properties()
        .forEach(
            metric ->
                assertTrue(
                    report.contains(
                        "<data value=\""
                            + metric.getValue().asText()
                            + "\" data-metric=\""
                            + metric.getKey()
                            + "\">"),
                    metric.toString()));
    assertTrue(own.contains("for training") && !own.contains("cleveland"), own);
    Files.delete(out.resolve("report.html"));

    TestHome.Ran again = home.run("report", out);

    assertEquals(0, again.exit(), again.err());
    assertEquals(5, again.out().lines().count(), again.out());
    assertEquals(report, Files.readString(out.resolve("report.html")));
    assertEquals(2, home.run("report", folder).exit());
  }

  @Test
  void out_ofAJobThatFailed_hasAReportThatSaysWhy() throws IOException {
    sample.with("quorum: 0.5", "quorum: 5");
    Path out = folder.resolve("out");

    home.run("simulate", sample.file(), "--out", out);

    String report = Files.readString(out.resolve("report.html"));
    assertTrue(report.contains("CL-0401") && report.contains(">failed<"), report);
  }

  @Test
  void out_history_replaysToTheSameDecisions() throws Exception {
    Path out = folder.resolve("out");
    data(home.run("simulate", sample.file(), "--format", "json", "--out", out));
    Job job = JobReader.read(sample.file());
    JobTerms terms = JobRun.terms(job, Optional.empty());
    List<Event> history = HistoryFile.read(out.resolve("history.jsonl"));

    try (PluginHost host =
            new HostStarter(new Home(home.root())).start(folder.resolve("framework"));
        ReadyJob ready = new JobCheck(host).ready(job, List.of())) {
      List<String> decisions = Replay.decisions(ready.workflow(), terms, history);

      assertEquals("0 preparation RunChild", decisions.get(0));
      assertEquals(15, decisions.stream().filter(line -> line.endsWith(" Update")).count());
      List<Event> forged = new ArrayList<>(history);
      forged.removeIf(Event.Aggregated.class::isInstance);
      CloisterException diverged =
          assertThrows(
              CloisterException.class, () -> Replay.decisions(ready.workflow(), terms, forged));
      assertEquals(ErrorCode.HISTORY_DIVERGED, diverged.code());
    }
  }

  @Test
  void out_folderInUse_isRefusedBeforeAnythingRuns() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("precious"), "x");

    TestHome.Ran ran = home.run("simulate", sample.file(), "--out", out);

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("[CL-0603]"), ran.err());
    assertEquals("x", Files.readString(out.resolve("precious")));
    assertFalse(Files.exists(out.resolve("history.jsonl")));
  }

  @Test
  void brokenData_ofTwoSites_isToldOfBothAndNothingIsStarted() throws IOException {
    Files.writeString(sample.data("va"), "this is no table\n");
    Files.writeString(sample.data("hungarian"), "");
    Path out = sample.file().resolveSibling("out");

    TestHome.Ran ran = home.run("simulate", sample.file(), "--out", out);

    assertEquals(2, ran.exit(), ran.err());
    assertTrue(ran.err().contains("sites.hungarian: File \"hungarian.csv\" must have"), ran.err());
    assertTrue(ran.err().contains("sites.va: File \"va.csv\", line 1"), ran.err());
    assertFalse(ran.err().contains("this is no table"), ran.err());
    assertEquals("", ran.out());
    assertFalse(Files.exists(out), "a job that was not started leaves nothing");
  }

  @Test
  void belowQuorum_failsWithItsCode() throws IOException {
    sample.with("quorum: 0.5", "quorum: 5");

    TestHome.Ran ran = home.run("simulate", sample.file(), "--format", "json");

    assertEquals(1, ran.exit());
    assertEquals("CL-0401", json(ran.out()).at("/error/code").asText(), ran.out());
  }

  @Test
  void data_ofUnknownSite_listsTheSites() {
    TestHome.Ran ran = home.run("simulate", sample.file(), "--data", "cleaveland=x.csv");

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("did you mean cleveland?"), ran.err());
    assertTrue(ran.err().contains("cleveland, hungarian, switzerland, va"), ran.err());
  }

  @Test
  void data_given_replacesThePath() throws IOException {
    Path moved = Files.move(sample.data("va"), folder.resolve("elsewhere.csv"));
    TestHome.Ran missing = home.run("simulate", sample.file());

    assertEquals(2, missing.exit());
    assertTrue(missing.err().contains("sites.va.data: must be a file"), missing.err());
    assertEquals(0, home.run("simulate", sample.file(), "--data", "va=" + moved).exit());
  }

  @Test
  void settingsThatPluginsRefuse_areShownAtTheirPlaces() throws IOException {
    sample
        .with("rate: 0.01", "rate: -1")
        .with("header: false", "heder: false")
        .with("auc, accuracy", "acu, accuracy")
        .with("quorum: 0.5", "quorum: lots")
        .with("plugin: fed-avg", "plugin: fedavg");

    TestHome.Ran ran = home.run("simulate", sample.file());

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("training.rate: rate must be a"), ran.err());
    assertTrue(
        ran.err().contains("data.source.heder: must be a setting of this plugin"), ran.err());
    assertTrue(ran.err().contains("did you mean auc?"), ran.err());
    assertTrue(ran.err().contains("workflow.quorum: quorum must be"), ran.err());
    assertTrue(ran.err().contains("aggregation: There is no aggregator named"), ran.err());
    assertTrue(ran.err().contains("5 problems; nothing was started."), ran.err());
    assertTrue(
        ran.err().lines().limit(5).allMatch(line -> line.matches(".*job\\.yaml:\\d+:\\d+ .*")),
        ran.err());
  }

  @Test
  void secureRoute_withoutProtectionPlugins_saysWhatIsMissing() throws IOException {
    sample.with("route: open", "route: secure");

    TestHome.Ran ran = home.run("simulate", sample.file());

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("no secure-aggregation plugin is installed"), ran.err());
    assertTrue(ran.err().contains("[CL-0312]"), ran.err());
  }

  @Test
  void agentsOfTheJobsOwn_giveTheModelOfTheWholeWorkflow() throws IOException {
    JsonNode whole = data(home.run("simulate", sample.file(), "--format", "json"));
    String text = Files.readString(sample.file());
    int workflow = text.indexOf("workflow:\n");
    Files.writeString(
        sample.file(),
        text.substring(0, workflow).replace("  steps: 100 ", "")
            + """
            workflow:
              agents:
                - {agent: init, phase: start}
                - {agent: select, phase: round, after: [init]}
                - {agent: train, phase: round, after: [select], steps: 100}
                - {agent: aggregate, phase: round, after: [train]}
                - {agent: update, phase: round, after: [aggregate]}
                - {agent: stop-after, phase: round, after: [update], rounds: 15}
                - {agent: evaluate, id: final, phase: end, metrics: [auc]}
            """);

    JsonNode agents = data(home.run("simulate", sample.file(), "--format", "json"));

    assertEquals(whole.get("modelVersion"), agents.get("modelVersion"));
    String auc = "final.test.union.auc";
    assertEquals(whole.get("metrics").get(auc), agents.get("metrics").get(auc));
  }

  private static JsonNode data(TestHome.Ran ran) {
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    return json(ran.out()).get("data");
  }
}
