package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.cloister.app.record.Json;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a run to predictions with the distribution, in real processes. */
@Timeout(300)
class PredictIT {

  private static final Path HOME = Path.of(System.getProperty("cloister.distribution"));
  private static final int ROWS = 1_000_000;

  @TempDir static Path folder;
  private static Path job;

  /** The sample's hospital in a job of its own, so that the run's numbers are those of one file. */
  @BeforeAll
  static void train() throws Exception {
    Path sample = HOME.resolve("samples/heart-disease");
    List<String> rows = Files.readAllLines(sample.resolve("data/va.csv"));
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      (i % 3 == 0 ? test : train).append(',').append(i);
    }
    String lines = "{\"train\": [" + comma(train) + "], \"test\": [" + comma(test) + "]}";
    Files.writeString(folder.resolve("split.json"), lines);
    write("train.csv", rows, false);
    write("test.csv", rows, true);
    Files.copy(sample.resolve("data/va.csv"), folder.resolve("va.csv"));
    job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        Files.readString(sample.resolve("job-open.yaml"))
            .replaceAll("(?m)^  standardise: .*$", "  standardise: site")
            .replaceAll("(?ms)^sites:.*?^model:", "sites:\n  va: {data: va.csv}\n\nmodel:"));
    Ran ran =
        cloister("", "simulate", job, "--split", folder.resolve("split.json"), "--out", out());
    assertEquals(0, ran.exit(), ran.err());
  }

  private static String comma(StringBuilder numbers) {
    return numbers.substring(1);
  }

  private static void write(String name, List<String> rows, boolean test) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append((i % 3 == 0) == test ? rows.get(i) + "\n" : "");
    }
    Files.writeString(folder.resolve(name), text);
  }

  private static Path out() {
    return folder.resolve("out");
  }

  @Test
  void evaluate_testRowsOfTheRun_givesItsNumbers() throws Exception {
    Ran ran =
        cloister(
            "",
            "evaluate",
            "--model",
            out().resolve("model"),
            "--fit-on",
            folder.resolve("train.csv"),
            folder.resolve("test.csv"),
            "--format",
            "json");

    assertEquals(0, ran.exit(), ran.err());
    JsonNode own = json(ran.out()).at("/data/metrics");
    JsonNode run = json(Files.readString(out().resolve("metrics.json")));
    for (String metric : List.of("auc", "accuracy", "log-loss", "examples")) {
      assertEquals(run.get("final.test.union." + metric), own.get(metric), metric);
    }
  }

  @Test
  void predict_aMillionRowsInLittleMemory_streamsThem() throws Exception {
    Path million = folder.resolve("million.csv");
    SplittableRandom random = new SplittableRandom(3);
    List<String> rows =
        Files.readAllLines(folder.resolve("train.csv")).stream()
            .filter(row -> !row.contains("?,?,?,?,?"))
            .toList();
    try (BufferedWriter writer = Files.newBufferedWriter(million)) {
      for (int i = 0; i < ROWS; i++) {
        writer.write(rows.get(random.nextInt(rows.size())));
        writer.newLine();
      }
    }
    Path predictions = folder.resolve("predictions.csv");

    Ran ran =
        cloister(
            "-Xmx64m",
            "predict",
            "--model",
            out().resolve("model"),
            "--fit-on",
            folder.resolve("train.csv"),
            million,
            "--out",
            predictions);

    assertEquals(0, ran.exit(), ran.err());
    System.out.println(ran.out().strip());
    assertTrue(ran.out().startsWith(ROWS + " rows, "), ran.out());
    long lines = 0;
    try (BufferedReader reader = Files.newBufferedReader(predictions)) {
      String line = reader.readLine();
      assertEquals("row,prediction,probability,reason", line);
      for (line = reader.readLine(); line != null; line = reader.readLine()) {
        assertTrue(line.startsWith(lines + ","), line);
        lines++;
      }
    }
    assertEquals(ROWS, lines);
    Files.delete(million);
  }

  @Test
  void predict_readerThatWentAway_endsWithAnErrorAndNotInSilence() throws Exception {
    Path err = folder.resolve("pipe.txt");
    Path rows = folder.resolve("many.csv");
    Files.writeString(rows, Files.readString(folder.resolve("train.csv")).repeat(2000));
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "{ bin/cloister predict --model \"$1\" --fit-on \"$2\" \"$3\"; echo \"exit $?\" >&2; }"
                    + " | head -n 1",
                "sh",
                out().resolve("model").toString(),
                folder.resolve("train.csv").toString(),
                rows.toString())
            .directory(HOME.toFile())
            .redirectError(err.toFile())
            .start();

    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    String told = Files.readString(err);
    assertTrue(told.contains("exit 8") && told.contains("CL-0601"), told);
  }

  private record Ran(int exit, String out, String err) {}

  private static Ran cloister(String options, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bin/cloister"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(HOME.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("CLOISTER_JAVA_OPTS", options);
    Process process = builder.start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertTrue(ended, "hung");
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static JsonNode json(String text) {
    return Json.parse(text, "output", ErrorCode.INTERNAL);
  }
}
