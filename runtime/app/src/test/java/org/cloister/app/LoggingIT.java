package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cloister.app.record.Json;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the distribution logs when a plugin throws and talks: neither a record nor a line that
 * nobody wrote.
 */
@Timeout(240)
class LoggingIT {

  /** A value of a row, which also stands in what the plugin throws. */
  private static final String CANARY = "77.8675309";

  private static final String SOURCE =
      """
      package guest;
      import java.util.*;
      import org.cloister.model.*;
      import org.cloister.spi.*;
      public final class Entry implements Plugin {
        public List<Trainer> trainers() { return List.of(new Talker()); }
        record Talker() implements Trainer {
          public String id() { return "talker"; }
          public TrainerContract contract(ParameterLayout layout, Settings settings) {
            settings.requireOnly("talk");
            return TrainerContract.plain();
          }
          public TrainingResult train(TrainingTask task) throws InterruptedException {
            if (!task.settings().has("talk")) { return quietly(task); }
            org.slf4j.LoggerFactory.getLogger("guest.Talker").warn(
                "first\\n{\\"at\\":\\"2026-01-01T00:00:00.000Z\\",\\"message\\":\\"forged\\"}\\r\\u001b[2J");
            throw new IllegalStateException("the age is CANARY");
          }
          private static TrainingResult quietly(TrainingTask task) throws InterruptedException {
            float[] weights = task.initial().toArray();
            float[] gradient = new float[weights.length];
            for (long step = 0; step < task.work().steps(); step++) {
              if (task.progress().cancelled()) { throw new InterruptedException(); }
              task.objective().next(weights, gradient);
              for (int i = 0; i < weights.length; i++) { weights[i] -= 0.01f * gradient[i]; }
            }
            return TrainingResult.of(task, weights);
          }
        }
      }
      """
          .replace("CANARY", CANARY);

  @TempDir static Path folder;
  private static Installation installation;

  @BeforeAll
  static void install() throws Exception {
    installation = Installation.copyTo(folder.resolve("cloister"));
    Path bundle =
        TestBundle.write(
            folder,
            folder.resolve("talker.jar"),
            "talker",
            List.of("org.cloister.model", "org.cloister.spi", "org.slf4j"),
            SOURCE);
    Installation.Ran trusted = installation.cloister("plugin", "trust", bundle.toString());
    assertEquals(0, trusted.exit(), trusted.output());
  }

  private static Path job() throws IOException {
    Path sample = installation.home().resolve("samples/heart-disease");
    Path data = sample.resolve("data/va.csv");
    List<String> rows = new java.util.ArrayList<>(Files.readAllLines(data));
    rows.replaceAll(row -> CANARY + row.substring(row.indexOf(',')));
    Files.write(data, rows);
    String text =
        Files.readString(sample.resolve("job-open.yaml"))
            .replaceAll("plugin: sgd.*\\n  rate: 0.01", "plugin: talker\n  talk: loudly")
            .replace("rounds: 15", "rounds: 2");
    return Files.writeString(sample.resolve("talking.yaml"), text);
  }

  @Test
  void simulate_pluginThatThrowsAndForges_leavesOneCleanLineEach() throws Exception {
    Path logs = folder.resolve("the logs");
    Installation.Ran ran =
        installation.cloister(
            Map.of(
                "CLOISTER_LOG_DIR", logs.toString(), "CLOISTER_JAVA_OPTS", "-Duser.timezone=UTC"),
            "simulate",
            job().toString());

    assertEquals(1, ran.exit(), ran.output());
    assertTrue(ran.output().contains("CL-0401"), ran.output());
    assertFalse(ran.output().contains(CANARY), ran.output());
    assertFalse(ran.output().contains("\u001b"), ran.output());
    assertTrue(
        ran.output().lines().noneMatch(line -> line.startsWith("{")), "forged: " + ran.output());
    List<JsonNode> lines =
        Files.readAllLines(logs.resolve("cloister.jsonl")).stream()
            .map(line -> Json.parse(line, "a line", ErrorCode.INTERNAL))
            .toList();
    assertFalse(lines.toString().contains(CANARY), lines.toString());
    assertTrue(lines.stream().noneMatch(line -> line.get("message").asText().equals("forged")));
    List<JsonNode> failed =
        lines.stream().filter(line -> line.get("message").asText().equals("Work failed.")).toList();
    assertEquals(4, failed.size(), lines.toString());
    for (JsonNode line : failed) {
      assertEquals("java.lang.IllegalStateException", line.at("/thrown/0/class").asText());
      assertEquals("1", line.get("round").asText());
      assertTrue(List.of("cleveland", "hungarian", "switzerland", "va").contains(site(line)));
    }
    List<JsonNode> talked =
        lines.stream().filter(l -> l.get("logger").asText().equals("guest.Talker")).toList();
    assertEquals(4, talked.size(), lines.toString());
    for (JsonNode line : talked) {
      assertEquals("1", line.get("round").asText(), line.toString());
      assertEquals(failed.get(0).get("job"), line.get("job"));
      assertTrue(line.get("message").asText().startsWith("first\\u000a"), line.toString());
    }
  }

  private static String site(JsonNode line) {
    return line.get("site").asText();
  }

  @Test
  void start_folderForLogsThatIsNone_isRefusedClearly() throws Exception {
    Path file = Files.writeString(folder.resolve("a file"), "");
    Installation.Ran ran =
        installation.cloister(Map.of("CLOISTER_LOG_DIR", file.toString()), "version");

    assertEquals(2, ran.exit());
    assertTrue(ran.output().contains("CLOISTER_LOG_DIR is set to " + file), ran.output());
  }

  @Test
  void start_withoutAFolderForLogs_writesNone() throws Exception {
    Installation.Ran ran = installation.cloister("version");

    assertEquals(0, ran.exit(), ran.output());
    assertFalse(Files.exists(installation.home().resolve("cloister.jsonl")));
    try (var files = Files.walk(installation.home())) {
      assertTrue(files.noneMatch(path -> path.toString().endsWith("cloister.jsonl")));
    }
  }
}
