package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heart disease sample in the distribution, with masks. */
class SecureRouteIT {
  private final Path home = Path.of(System.getProperty("cloister.distribution"));

  @TempDir Path folder;

  private JsonNode run(String job, String name) throws Exception {
    Path out = folder.resolve(name);
    Path said = folder.resolve(name + ".txt");
    Process process =
        new ProcessBuilder(
                home.resolve("bin/cloister").toString(),
                "simulate",
                job,
                "--out",
                out.toString(),
                "--format",
                "json")
            .directory(home.toFile())
            .redirectOutput(said.toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    assertTrue(process.waitFor(4, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve(name + ".err")));
    return new ObjectMapper().readTree(Files.readString(said));
  }

  /** And as the one before: the sample's README has the digest of its model. */
  @Test
  void simulate_secureRoute_endsAsTheOpenOneAndAsEachTime() throws Exception {
    JsonNode open = run("samples/heart-disease/job-open.yaml", "open");
    JsonNode secure = run("samples/heart-disease/job.yaml", "secure");
    assertEquals(auc(open), auc(secure), 0.002);
    String readme = Files.readString(home.resolve("samples/heart-disease/README.md"));
    assertTrue(
        readme.contains("sha256:" + version(secure)), () -> "not bit-equal: " + version(secure));
  }

  /** One refusal names both: too few sites, and values without a bound. */
  @Test
  void check_twoSitesAndNoBound_saysWhatToDo() throws Exception {
    Path sample = home.resolve("samples/heart-disease");
    Path job = folder.resolve("two.yaml");
    String text = Files.readString(sample.resolve("job.yaml")).replace("data/", sample + "/data/");
    Files.writeString(
        job,
        text.replaceAll("(?m)^  (route|protocol|switzerland|va):.*\\R", "")
            .replaceAll("(?m)^  quantizer:\\R.*\\R.*\\R", ""));
    Path said = folder.resolve("two.txt");
    Process process =
        new ProcessBuilder(home.resolve("bin/cloister").toString(), "job", "check", job.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    String report = Files.readString(said);
    assertEquals(1, process.exitValue(), report);
    assertTrue(report.contains("aggregation.protocol"), report);
    assertTrue(report.contains("or choose route open"), report);
    assertTrue(report.contains("aggregation.quantizer"), report);
    assertTrue(report.contains("give the job a clip-norm"), report);
  }

  /** The sum is exact in every suite, so that the model is bit-equal. */
  @Test
  void simulate_otherSuites_endWithTheSameModelAndTheirKeysInTheDescriptor() throws Exception {
    Path sample = folder.resolve("sample");
    Files.createDirectories(sample.resolve("data"));
    Path from = home.resolve("samples/heart-disease");
    try (Stream<Path> files = Files.list(from.resolve("data"))) {
      for (Path file : files.toList()) {
        Files.copy(file, sample.resolve("data").resolve(file.getFileName().toString()));
      }
    }
    String job = Files.readString(from.resolve("job.yaml")).replace("rounds: 15", "rounds: 2");
    Files.writeString(sample.resolve("standard.yaml"), job);
    run(sample.resolve("standard.yaml").toString(), "standard");
    for (String suite : List.of("fips", "pq-hybrid")) {
      String protocol = "protocol: {plugin: bonawitz, suite: " + suite + "} #";
      Path other = sample.resolve(suite + ".yaml");
      Files.writeString(other, job.replace("protocol: bonawitz", protocol));
      run(other.toString(), suite);
      assertEquals(
          -1,
          Files.mismatch(
              folder.resolve("standard/model/weights.bin"),
              folder.resolve(suite).resolve("model/weights.bin")));
      String descriptor = Files.readString(folder.resolve(suite).resolve("keys/federation.json"));
      assertTrue(descriptor.contains("\"suite\":\"" + suite + "\""));
    }
    assertTrue(
        Files.readString(folder.resolve("standard/keys/federation.json"))
            .contains("\"suite\":\"standard\""));
  }

  private static double auc(JsonNode summary) {
    return summary.get("data").get("metrics").get("final.test.union.auc").asDouble();
  }

  private static String version(JsonNode summary) {
    return summary.get("data").get("modelVersion").asText();
  }
}
