package org.cloister.app;

import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What scaling by the statistics of all hospitals is worth on the real files of Fed-Heart-Disease,
 * with FLamby's split (du Terrail et al. 2022).
 */
class ScalingTests {

  private static final Path SAMPLE = Path.of("../../samples/heart-disease");

  @TempDir Path folder;

  private static Path data() {
    String shared = System.getenv("CLOISTER_SHARED");
    assumeTrue(shared != null, "needs the real files: set CLOISTER_SHARED to their folder");
    Path data = Path.of(shared, "data", "heart-disease");
    assumeTrue(Files.isDirectory(data), "needs data/heart-disease in CLOISTER_SHARED");
    return data;
  }

  private JsonNode metrics(String job) throws IOException {
    Path data = data();
    TestHome home = TestHome.in(folder.resolve("home"));
    List<Object> args = new ArrayList<>(List.of("simulate", SAMPLE.resolve(job)));
    for (String site : List.of("cleveland", "hungarian", "switzerland", "va")) {
      args.add("--data");
      args.add(site + "=" + data.resolve("processed." + site + ".data"));
    }
    args.addAll(List.of("--split", data.resolve("flamby_split.json"), "--format", "json"));
    TestHome.Ran ran = home.run(args.toArray());
    assertEquals(0, ran.exit(), ran.out());
    JsonNode metrics = json(ran.out()).at("/data/metrics");
    assertEquals(254, metrics.get("final.test.union.examples").asInt());
    return metrics;
  }

  @Test
  void simulate_globalScaling_isAsGoodAsPooling() throws IOException {
    JsonNode metrics = metrics("job-open.yaml");

    assertTrue(metrics.get("final.test.union.auc").asDouble() >= 0.875, metrics.toString());
    assertTrue(metrics.get("final.test.union.accuracy").asDouble() >= 0.785, metrics.toString());
  }

  @Test
  void simulate_siteScaling_isWorse() throws IOException {
    JsonNode metrics = metrics("job-site-scaling.yaml");

    assertEquals(0.8060, metrics.get("final.test.union.auc").asDouble(), 5e-4);
    assertEquals(0.7441, metrics.get("final.test.union.accuracy").asDouble(), 5e-4);
  }
}
