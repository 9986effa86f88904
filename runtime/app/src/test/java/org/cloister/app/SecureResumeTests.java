package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run on the secure route that failed after its sites had answered for a sum. */
@Timeout(300)
class SecureResumeTests {
  @TempDir Path folder;

  @AfterEach
  void tellNobody() {
    System.clearProperty(FailingAggregator.FAIL_IN);
  }

  private static List<Path> journal(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out.resolve("sites"))) {
      return files.filter(file -> file.toString().endsWith(".entry")).toList();
    }
  }

  /** Of single rounds; what has to be remembered as long as the job stands beside them. */
  private static List<String> rounds(Path out) throws IOException {
    return journal(out).stream()
        .map(file -> String.valueOf(file.getFileName()).substring(0, 10))
        .filter(name -> !name.startsWith("job"))
        .toList();
  }

  @Test
  void resume_afterSitesAnsweredForTheSum_asksThemAnewAndEndsBitEqual() throws IOException {
    TestHome home = TestHome.secure(folder.resolve("home"));
    assertEquals(0, home.run("plugin", "trust", FailingAggregator.write(folder)).exit());
    SampleJob sample =
        SampleJob.secure(folder.resolve("sample"))
            .with("plugin: fed-avg", "plugin: failing")
            .with("rounds: 15", "rounds: 4");
    Path whole = folder.resolve("whole");
    TestHome.Ran ran = home.run("simulate", sample.file(), "--out", whole);
    assertEquals(0, ran.exit(), ran.err());
    assertEquals(List.of(), journal(whole), "after the end nobody is asked again");
    Path out = folder.resolve("out");
    System.setProperty(FailingAggregator.FAIL_IN, "3");
    assertEquals(1, home.run("simulate", sample.file(), "--out", out).exit());
    assertEquals(
        Collections.nCopies(4, "0000000003"), rounds(out), "of earlier rounds nothing is left");

    System.clearProperty(FailingAggregator.FAIL_IN);
    ran = home.run("simulate", sample.file(), "--resume", out);

    assertEquals(0, ran.exit(), ran.err());
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("model/weights.bin")),
        Files.readAllBytes(out.resolve("model/weights.bin")));
    TestHome.Ran verified =
        home.run("ledger", "verify", out, "--policy", out.resolve("keys/policy"));
    assertEquals(0, verified.exit(), verified.out());
    assertTrue(home.run("ledger", "show", out, "--type", "recovery").out().contains("recovery"));
  }
}
