package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.cloister.app.record.HistoryFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the distribution's own process, and what a later one makes of it. */
@Timeout(400)
class ResumeIT {

  @TempDir static Path folder;
  private static Installation installation;
  private static Path job;
  private static Path whole;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    installation = Installation.copyTo(folder.resolve("cloister"));
    Path bundle = RememberingTrainer.write(folder, "1");
    assertEquals(0, installation.cloister("plugin", "trust", bundle.toString()).exit());
    Path sample = installation.home().resolve("samples/heart-disease");
    job = sample.resolve("remembering.yaml");
    Files.writeString(
        job,
        Files.readString(sample.resolve("job-open.yaml"))
            .replaceAll("plugin: sgd.*\\n  rate: 0.01", "plugin: remembering\n  pause-millis: 50"));
    whole = folder.resolve("whole");
    Installation.Ran ran =
        installation.cloister("simulate", job.toString(), "--out", whole.toString());
    assertEquals(0, ran.exit(), ran.output());
  }

  /** Kills a run as soon as its history is like that; false if it ended before. */
  private static boolean kill(Path out, Predicate<String> when, String... how) throws Exception {
    Process process =
        new ProcessBuilder(
                installation.home().resolve("bin/cloister").toString(),
                "simulate",
                job.toString(),
                how[0],
                out.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.txt").toFile())
            .start();
    while (process.isAlive() && !when.test(history(out))) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    process.destroyForcibly(); // SIGKILL
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return process.exitValue() == 128 + 9;
  }

  private static String history(Path out) throws IOException {
    Path file = out.resolve("history.jsonl");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static void assertGoesOnToTheSameEnd(Path out) throws Exception {
    Installation.Ran ran =
        installation.cloister("simulate", job.toString(), "--resume", out.toString());
    assertEquals(0, ran.exit(), ran.output());
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("model/weights.bin")),
        Files.readAllBytes(out.resolve("model/weights.bin")));
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("metrics.json")),
        Files.readAllBytes(out.resolve("metrics.json")));
    assertEquals(
        HistoryFile.read(whole.resolve("history.jsonl")),
        HistoryFile.read(out.resolve("history.jsonl")));
    assertEquals(version(whole), version(out));
    Installation.Ran verified =
        Installation.run(
            folder,
            installation.home().resolve("bin/cloister-verify").toString(),
            out.resolve("ledger").toString(),
            "--policy",
            out.resolve("keys/policy").toString());
    assertEquals(0, verified.exit(), verified.output());
    assertTrue(verified.output().contains("simulated on one machine"), verified.output());
  }

  private static String version(Path out) throws IOException {
    return Files.readString(out.resolve("model/model.json"))
        .lines()
        .filter(line -> line.startsWith("  \"version\""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void kill9_inRound7Of15_resumeEndsBitEqual() throws Exception {
    Path out = folder.resolve("round-7");
    assertTrue(
        kill(out, text -> text.contains("\"event\":\"round-started\",\"round\":7,"), "--out"));
    assertGoesOnToTheSameEnd(out);
  }

  @Test
  void kill9_atRandomTimesAgainAndAgain_resumeEndsBitEqual() throws Exception {
    long seed = 20260131;
    SplittableRandom random = new SplittableRandom(seed);
    Path out = folder.resolve("random");
    long lines = random.nextLong(4, 20);
    String how = "--out";
    int kills = 0;
    while (lines < 100) {
      long until = lines;
      kills += kill(out, text -> text.lines().count() >= until, how) ? 1 : 0;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(1, 50)));
      how = "--resume";
      lines += random.nextLong(30, 60);
    }
    assertTrue(kills >= 2, "killed " + kills + " times with seed " + seed);
    assertGoesOnToTheSameEnd(out);
  }
}
