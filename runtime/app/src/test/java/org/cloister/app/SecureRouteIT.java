package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
                "samples/heart-disease/" + job,
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

  @Test
  void simulate_secureRoute_endsAsTheOpenOneAndAgainTheSame() throws Exception {
    JsonNode open = run("job.yaml", "open");
    JsonNode secure = run("job-secure.yaml", "secure");
    JsonNode again = run("job-secure.yaml", "again");
    assertEquals(auc(open), auc(secure), 0.002);
    assertEquals(version(secure), version(again));
    assertEquals(
        -1,
        Files.mismatch(
            folder.resolve("secure/model/weights.bin"), folder.resolve("again/model/weights.bin")),
        "not bit-equal over runs");
  }

  private static double auc(JsonNode summary) {
    return summary.get("data").get("metrics").get("final.test.union.auc").asDouble();
  }

  private static String version(JsonNode summary) {
    return summary.get("data").get("modelVersion").asText();
  }
}
