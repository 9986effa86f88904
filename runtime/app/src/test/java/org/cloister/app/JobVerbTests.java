package org.cloister.app;

import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobVerbTests {

  private static final String TWELVE =
      """
      cloister: 1
      name: twelve
      sede: 42
      data:
        source:
          plugin: csv
          heder: false
          columns: age, sex, num
        columns:
          - {name: age, type: numeric, min: 0, max: 120}
          - {name: sex, type: numric, min: 0, max: 1}
          - {name: num, type: label, target: binary}
        test-share: 2
      sites:
        a: {data: nowhere.csv}
        b: {dta: b.csv}
      model:
        plugin: logistc
      training:
        plugin: sgd
        rate: -1
        batch_size: 4
      aggregation:
        route: opn
        plugin: fed-avg
      workflow:
        plugin: federated-averaging
        metrics: [auc, mse]
        selector: random
        selector.fraction: 2
      """;

  @TempDir Path folder;

  private TestHome home;
  private SampleJob sample;

  @BeforeEach
  void install() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    sample = SampleJob.in(folder.resolve("sample"));
  }

  @Test
  void check_twelveMistakes_givesTwelveReportsWithTheirPlaces() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), TWELVE);

    TestHome.Ran ran = home.run("job", "check", file, "--format", "json");

    assertEquals(2, ran.exit());
    assertEquals(
        List.of(
            "3:1 sede CL-0104",
            "7:5 data.source.heder CL-0104",
            "11:25 data.columns[1].type CL-0102",
            "13:15 data.test-share CL-0102",
            "15:6 sites.a.data CL-0201",
            "16:7 sites.b.dta CL-0104",
            "18:11 model CL-0301",
            "21:3 training.rate CL-0103",
            "22:3 training.batch_size CL-0104",
            "24:10 aggregation.route CL-0102",
            "28:3 workflow.metrics CL-0206",
            "30:3 workflow.selector.fraction CL-0103"),
        places(json(ran.out())),
        ran.out());
  }

  @Test
  void check_twelveMistakes_areTheSameForSimulateAndLeaveNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), TWELVE);
    Path out = folder.resolve("out");

    TestHome.Ran checked = home.run("job", "check", file);
    TestHome.Ran simulated = home.run("simulate", file, "--out", out);

    assertEquals(checked, simulated);
    assertTrue(checked.err().contains("\n12 problems; nothing was started.\n"), checked.err());
    assertTrue(
        checked.err().lines().limit(12).allMatch(line -> line.matches(".*job\\.yaml:\\d+:\\d+ .*")),
        checked.err());
    assertTrue(Files.notExists(out));
  }

  @Test
  void check_sample_tellsWhatWouldRun() {
    TestHome.Ran ran = home.run("job", "check", sample.file());

    assertEquals(0, ran.exit(), ran.err());
    assertEquals("", ran.err());
    assertTrue(
        ran.out().contains("heart-disease-open, seed 42; nothing is wrong with it"), ran.out());
    assertTrue(ran.out().contains("4: cleveland, hungarian, switzerland, va"), ran.out());
    assertTrue(ran.out().contains("15, federated-averaging"), ran.out());
    assertTrue(ran.out().contains("The coordinator will see every site's model update"), ran.out());
  }

  @Test
  void check_sampleInJson_hasThePlugins() {
    JsonNode data =
        json(home.run("job", "check", sample.file(), "--format=json").out()).get("data");

    assertEquals("open", data.get("route").asText());
    assertEquals("logistic", data.get("model").asText());
    assertEquals("15", data.get("rounds").asText());
    assertTrue(
        Stream.of("csv", "sgd", "fed-avg", "auc")
            .allMatch(id -> data.get("plugins").findValuesAsText("id").contains(id)),
        data.toString());
  }

  @Test
  void check_manySitesWithoutAProtocol_areProtectedByTheOneForMany() throws IOException {
    TestHome secure = TestHome.secure(folder.resolve("secure"));
    StringBuilder sites = new StringBuilder();
    for (int i = 0; i < 126; i++) {
      sites.append("  site-").append(i).append(": {data: data/va.csv}\n");
    }
    Path file =
        SampleJob.secure(folder.resolve("many"))
            .with("  protocol: bonawitz", "  #")
            .with("  cleveland: {data: data/cleveland.csv}\n", sites.toString())
            .file();

    TestHome.Ran ran = secure.run("job", "check", file, "--format=json");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals("bell", json(ran.out()).at("/data/protocol").asText());
  }

  @Test
  void check_versionThatIsNotThere_doesNotSayThatTheRoleIsWrong() throws IOException {
    sample.with("plugin: sgd", "plugin: sgd\n  version: \"[9,10)\"");

    String err = home.run("job", "check", sample.file()).err();

    assertTrue(err.contains("must have a version in"), err);
    assertTrue(!err.contains("cannot stand here"), err);
  }

  @Test
  void check_mistakeInTheLastRow_isFound() throws IOException {
    Files.writeString(
        sample.data("va"), "x".repeat(3) + "\n", java.nio.file.StandardOpenOption.APPEND);

    TestHome.Ran ran = home.run("job", "check", sample.file());

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("sites.va: File \"va.csv\", line "), ran.err());
  }

  @Test
  void check_splitBeyondTheData_isFound() throws IOException {
    StringBuilder split = new StringBuilder("{\"centres\": {");
    for (String site : List.of("cleveland", "hungarian", "switzerland", "va")) {
      String test = site.equals("va") ? "99999" : "3";
      split.append('"').append(site).append("\": {\"train_lines\": [0,1,2], \"test_lines\": [");
      split.append(test).append("]},");
    }
    String json = split.substring(0, split.length() - 1) + "}}";
    Path file = Files.writeString(folder.resolve("split.json"), json);

    TestHome.Ran ran = home.run("job", "check", sample.file(), "--split", file);

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("lines that the data does not have"), ran.err());
    assertTrue(ran.err().contains("[CL-0205]"), ran.err());
  }

  private static List<String> places(JsonNode envelope) {
    List<String> places = new ArrayList<>();
    for (JsonNode where : envelope.at("/error/where")) {
      places.add(
          where.get("line").asInt()
              + ":"
              + where.get("column").asInt()
              + " "
              + where.get("path").asText()
              + " "
              + where.get("code").asText());
    }
    return places;
  }
}
