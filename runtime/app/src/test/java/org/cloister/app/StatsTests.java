package org.cloister.app;

import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsTests {

  @TempDir Path folder;

  private TestHome home;
  private SampleJob sample;

  @BeforeEach
  void install() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    sample = SampleJob.in(folder.resolve("sample"));
  }

  private static JsonNode column(JsonNode data, String name) {
    for (JsonNode column : data.get("columns")) {
      if (column.get("name").asText().equals(name)) {
        return column;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void stats_sample_printsATable() {
    TestHome.Ran ran = home.run("stats", sample.file());

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(
        ran.out().lines().anyMatch(line -> line.matches("column +present +missing .*histogram")),
        ran.out());
    assertTrue(
        ran.out().lines().anyMatch(line -> line.matches("chol +\\d+ +\\d+ +0 .* [.1-9]{16}")),
        ran.out());
    assertTrue(ran.out().lines().anyMatch(line -> line.equals("route     open")), ran.out());
    assertTrue(ran.out().contains("one by one"), ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void stats_json_countsExactlyWhatTheFilesHold() throws IOException {
    sample.with("test-share: 0.34", "test-share: 0");
    double sum = 0;
    long present = 0;
    long missing = 0;
    for (String site : List.of("cleveland", "hungarian", "switzerland", "va")) {
      for (String line : Files.readAllLines(sample.data(site))) {
        String cell = line.split(",")[3];
        missing += cell.equals("?") ? 1 : 0;
        present += cell.equals("?") ? 0 : 1;
        sum += cell.equals("?") ? 0 : Double.parseDouble(cell);
      }
    }

    TestHome.Ran ran = home.run("stats", sample.file(), "--format", "json");

    assertEquals(0, ran.exit(), ran.out());
    JsonNode data = json(ran.out()).get("data");
    assertEquals(920, data.get("rows").asInt());
    assertEquals(303 + 260 + 42 + 135, data.get("completeRows").asInt());
    JsonNode pressure = column(data, "trestbps");
    assertEquals(present, pressure.get("present").asLong());
    assertEquals(missing, pressure.get("missing").asLong());
    assertEquals(sum / present, pressure.get("mean").asDouble(), 1e-9);
    assertEquals(16, pressure.get("bins").size());
    assertEquals(4, column(data, "cp").get("values").size());
    assertEquals(2, column(data, "num").get("values").size());
    assertEquals("open", data.get("route").asText());
  }

  @Test
  void stats_declaredMissingValue_countsAsMissing() throws IOException {
    int before =
        column(json(home.run("stats", sample.file(), "--format", "json").out()).get("data"), "chol")
            .get("missing")
            .asInt();
    sample.with("max: 700}", "max: 700, missing-values: [0]}");

    JsonNode data = json(home.run("stats", sample.file(), "--format", "json").out()).get("data");

    assertTrue(column(data, "chol").get("missing").asInt() > before + 50, data.toString());
    assertTrue(column(data, "chol").get("min").asDouble() > 0);
  }

  @Test
  void stats_siteThatCannotBeRead_isNamedAndTheOthersGoOn() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.csv"), "1,2\n");

    TestHome.Ran ran = home.run("stats", sample.file(), "--data", "va=" + broken);

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("3: cleveland, hungarian, switzerland"), ran.out());
    assertTrue(ran.out().contains("without   va: "), ran.out());
  }

  @Test
  void stats_noBundleOffersThem_saysSo() throws IOException {
    try (var bundles = Files.list(home.bundles())) {
      for (Path bundle : bundles.filter(f -> f.toString().contains("workflows")).toList()) {
        Files.delete(bundle);
      }
    }

    TestHome.Ran ran = home.run("stats", sample.file());

    assertFalse(ran.exit() == 0);
    assertTrue(ran.err().contains("data: "), ran.err());
    assertTrue(ran.err().contains("statistics"), ran.err());
  }

  @Test
  void simulate_reservedAgentName_isRefusedAtItsPlace() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(sample.file()));
    int workflow = lines.indexOf("workflow:");
    lines = new ArrayList<>(lines.subList(0, workflow + 1));
    lines.add("  agents:");
    lines.add("    - {agent: init, id: preparation, phase: start}");
    lines.removeIf(line -> line.contains("steps: 100"));
    Files.write(sample.file(), lines);

    TestHome.Ran ran = home.run("simulate", sample.file());

    assertEquals(2, ran.exit(), ran.err());
    assertTrue(ran.err().contains("must not be preparation"), ran.err());
  }
}
