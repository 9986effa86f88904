package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on the grouped route: eight sites, masks, a median over the means of two groups. */
@Timeout(300)
class GroupedRouteTests {
  @TempDir Path folder;

  @AfterEach
  void tellNobody() {
    System.clearProperty(FailingAggregator.FAIL_IN);
  }

  private SampleJob sample() throws IOException {
    StringBuilder more = new StringBuilder("  va: {data: data/va.csv}\n");
    for (String site : List.of("cleveland", "hungarian", "switzerland", "va")) {
      more.append("  ").append(site).append("-2: {data: data/").append(site).append(".csv}\n");
    }
    return SampleJob.secure(folder.resolve("sample"))
        .with("  va: {data: data/va.csv}\n", more.toString())
        .with("route: secure", "route: grouped\n  group-size: 4")
        .with("plugin: fed-avg", "plugin: median")
        .with("rounds: 15", "rounds: 4");
  }

  private TestHome home() throws IOException {
    TestHome home = TestHome.secure(folder.resolve("home"));
    assertEquals(0, home.run("plugin", "trust", MedianAggregator.write(folder)).exit());
    return home;
  }

  /** What parties remember as long as the job, by file. */
  private static Map<Path, byte[]> draws(Path out) throws IOException {
    Map<Path, byte[]> entries = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".entry")).toList()) {
        if (file.getFileName().toString().startsWith("job")) {
          entries.put(out.relativize(file), Files.readAllBytes(file));
        }
      }
    }
    return entries;
  }

  @Test
  void check_ofAJobWithGroups_saysWhatTheyProtectAndWhatNot() throws IOException {
    TestHome.Ran ran = home().run("job", "check", sample().file());

    assertEquals(0, ran.exit(), ran.err());
    String text = ran.out().replaceAll("\\s+", " ");
    assertTrue(text.contains("2 groups of at least 4"), text);
    assertTrue(text.contains("Not protected"), text);
    assertTrue(text.contains("no rule can tell a spoiled mean"), text);
  }

  @Test
  void resume_ofARunThatFailed_goesOnWithTheGroupsThatTheSitesDrew() throws IOException {
    TestHome home = home();
    SampleJob sample = sample();
    Path out = folder.resolve("out");
    System.setProperty(FailingAggregator.FAIL_IN, "3");
    TestHome.Ran failed = home.run("simulate", sample.file(), "--out", out);
    assertEquals(1, failed.exit(), failed.err());
    Map<Path, byte[]> drawn = draws(out);
    assertTrue(
        drawn.keySet().stream().anyMatch(file -> file.startsWith("state")), "the coordinator's");
    assertEquals(
        8,
        drawn.keySet().stream()
            .filter(file -> file.startsWith("sites"))
            .map(file -> file.getName(1))
            .distinct()
            .count());

    System.clearProperty(FailingAggregator.FAIL_IN);
    TestHome.Ran ran = home.run("simulate", sample.file(), "--resume", out);

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(draws(out).isEmpty(), "nothing is left of a run that is complete");
    TestHome.Ran verified =
        home.run("ledger", "verify", out, "--policy", out.resolve("keys/policy"));
    assertEquals(0, verified.exit(), verified.out());
    String incidents = home.run("ledger", "show", out, "--type", "incident").out();
    assertFalse(incidents.contains("declined"), incidents);
    for (String site : List.of("cleveland", "va-2")) {
      String sent = Files.readString(out.resolve("sites").resolve(site).resolve("sent.jsonl"));
      assertTrue(sent.contains("\"commitment\"") && sent.contains("\"opening\""), "listed");
    }
  }
}
