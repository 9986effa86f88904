package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample in the distribution does what its README shows. */
class HeartDiseaseIT {

  @TempDir Path folder;

  @Test
  void simulate_sample_printsWhatTheReadmeShows() throws Exception {
    Path home = Path.of(System.getProperty("cloister.distribution"));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");

    Process process =
        new ProcessBuilder(
                home.resolve("bin/cloister").toString(),
                "simulate",
                "samples/heart-disease/job.yaml")
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));

    assertEquals(0, process.exitValue(), Files.readString(err));
    List<String> readme = Files.readAllLines(home.resolve("samples/heart-disease/README.md"));
    List<String> summary = Files.readAllLines(out);
    for (String name : List.of("job ", "sites ", "rounds ", "metrics ", "dropouts ", "model ")) {
      String line = summary.stream().filter(l -> l.startsWith(name)).findFirst().orElse(name);
      assertTrue(readme.contains(line), () -> "the README shows something else than: " + line);
    }
    String last = withoutTime(Files.readString(err).strip().lines().reduce((a, b) -> b).get());
    assertTrue(readme.stream().anyMatch(line -> withoutTime(line).equals(last)), last);
  }

  private static String withoutTime(String line) {
    return line.replaceFirst(" {2}[0-9.]+ s$", "");
  }
}
