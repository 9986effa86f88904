package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cloister.app.record.HistoryFile;
import org.cloister.model.Digest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that failed in its fourth round goes on as if it had not, or says why it cannot. */
class ResumeTests {

  @TempDir static Path folder;
  private static TestHome home;
  private static SampleJob sample;
  private static Path whole;
  private static Path failed;
  private static int copies;

  @BeforeAll
  static void runTwice() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    Path bundle = RememberingTrainer.write(folder, "1");
    assertEquals(0, home.run("plugin", "trust", bundle).exit());
    sample =
        SampleJob.in(folder.resolve("sample"))
            .with("plugin: sgd", "plugin: remembering")
            .with("rate: 0.01", "pause-millis: 0")
            .with("rounds: 15", "rounds: 6");
    whole = folder.resolve("whole");
    TestHome.Ran ran = home.run("simulate", sample.file(), "--out", whole);
    assertEquals(0, ran.exit(), ran.err());
    failed = folder.resolve("failed");
    System.setProperty(RememberingTrainer.FAIL_IN, "4");
    ran = home.run("simulate", sample.file(), "--out", failed);
    System.clearProperty(RememberingTrainer.FAIL_IN);
    assertEquals(1, ran.exit(), ran.err());
  }

  @AfterAll
  static void tellNobody() {
    System.clearProperty(RememberingTrainer.FAIL_IN);
  }

  private static Path copy() throws IOException {
    Path copy = folder.resolve("copy-" + copies++);
    for (Path file : all(failed)) {
      Path to = copy.resolve(failed.relativize(file).toString());
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
    }
    return copy;
  }

  private static List<Path> all(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : all(root)) {
      contents.put(root.relativize(file).toString(), Digest.of(Files.readAllBytes(file)).hex());
    }
    return contents;
  }

  private static void assertAsTheWhole(Path out) throws IOException {
    for (String file : List.of("model/weights.bin", "metrics.json")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(out.resolve(file)), file);
    }
    assertEquals(
        HistoryFile.read(whole.resolve("history.jsonl")),
        HistoryFile.read(out.resolve("history.jsonl")));
  }

  private static void assertRefused(Path out, String code, String says, Object... arguments)
      throws IOException {
    Map<String, String> before = contents(out);
    Object[] all = Stream.concat(Stream.of("simulate"), Stream.of(arguments)).toArray();
    TestHome.Ran ran = home.run(all);
    assertNotEquals(0, ran.exit(), ran.err());
    assertTrue(ran.err().contains("[" + code + "]"), ran.err());
    assertTrue(ran.err().contains(says), ran.err());
    assertEquals(before, contents(out), "nothing may be altered");
  }

  private static void assertRefused(Path out, String code, String says) throws IOException {
    assertRefused(out, code, says, sample.file(), "--resume", out);
  }

  @Test
  void resume_failedInRound4_goesOnAfterRound3AndEndsBitEqual() throws IOException {
    Path out = copy();

    TestHome.Ran ran = home.run("simulate", sample.file(), "--resume", out, "--out", out);

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.err().contains("going on after round 3"), ran.err());
    assertEquals(3, ran.err().lines().filter(line -> line.matches("round \\d+/6  loss.*")).count());
    assertAsTheWhole(out);
    assertTrue(
        all(out).stream().noneMatch(file -> file.toString().contains("memory-")),
        "what sites remember has no use any more");
    assertRefused(out, "CL-0604", "is complete; there is nothing to resume");
  }

  @Test
  void resume_failedInRound4_goesOnInTheSameLedger() throws IOException {
    Path out = copy();
    int before = LedgerOfRunTests.entries(out, "contribution").size();
    assertTrue(before > 0);

    TestHome.Ran ran = home.run("simulate", sample.file(), "--resume", out);

    assertEquals(0, ran.exit(), ran.err());
    String report = LedgerOfRunTests.verified(out);
    assertTrue(report.startsWith("0\n"), report);
    assertEquals(1, LedgerOfRunTests.entries(out, "genesis").size());
    assertEquals(1, LedgerOfRunTests.entries(out, "recovery").size());
    assertEquals(6, LedgerOfRunTests.entries(out, "model-release").size());
    List<String> incidents = LedgerOfRunTests.entries(out, "incident");
    assertTrue(incidents.stream().anyMatch(l -> l.contains("\"kind\":\"void\"")), ran.err());
    assertTrue(incidents.stream().anyMatch(l -> l.contains("\"kind\":\"stop\"")), ran.err());
    assertTrue(LedgerOfRunTests.entries(out, "contribution").size() > before);
  }

  @Test
  void resume_ledgerOfAnEarlierTime_isRefusedAsRolledBack() throws IOException {
    Path out = copy();
    System.setProperty(RememberingTrainer.FAIL_IN, "5");
    TestHome.Ran ran = home.run("simulate", sample.file(), "--resume", out);
    System.clearProperty(RememberingTrainer.FAIL_IN);
    assertEquals(1, ran.exit(), ran.err());
    try (Stream<Path> files = Files.walk(out.resolve("ledger"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    LedgerOfRunTests.copy(failed.resolve("ledger"), out.resolve("ledger"));

    ran = home.run("simulate", sample.file(), "--resume", out);

    assertNotEquals(0, ran.exit());
    assertTrue(ran.err().contains("[CL-0902]"), ran.err());
  }

  @Test
  void resume_keysAltered_isRefused() throws IOException {
    Path out = copy();
    Path keys = out.resolve("state/keys/va.p12");
    byte[] bytes = Files.readAllBytes(keys);
    bytes[bytes.length / 2] ^= 1;
    Files.write(keys, bytes);

    TestHome.Ran ran = home.run("simulate", sample.file(), "--resume", out);

    assertNotEquals(0, ran.exit());
    assertTrue(ran.err().contains("[CL-0703]"), ran.err());
  }

  @Test
  void resume_tornLastLineAndHalfWrittenFiles_goesOn() throws IOException {
    Path out = copy();
    Files.writeString(out.resolve("history.jsonl"), "{\"event\":\"upda", StandardOpenOption.APPEND);
    Files.writeString(out.resolve("state/checkpoint-0000000004.bin.part"), "half");
    Files.writeString(out.resolve("sites/va/state/memory-0000000099.bin.part"), "half");

    TestHome.Ran ran = home.run("simulate", sample.file(), "--resume", out);

    assertEquals(0, ran.exit(), ran.err());
    assertAsTheWhole(out);
  }

  @Test
  void resume_oneBitFlippedOrByteMissingAnywhere_isRefused() throws IOException {
    for (Path original : all(failed)) {
      String name = failed.relativize(original).toString();
      if (name.startsWith("model")
          || !(name.startsWith("state/")
              || name.contains("/state/")
              || name.equals("history.jsonl"))
          || name.startsWith("state/keys/")
          || name.startsWith("state/witness/")
          || name.startsWith("state/openings")
          || name.endsWith("lock")) {
        continue; // what a run makes, and nothing that it goes on from
      }
      Path out = copy();
      Path file = out.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      for (int at : new int[] {0, bytes.length / 3, bytes.length / 2, bytes.length * 3 / 4}) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        Files.write(file, flipped);
        String code = "CL-0605";
        assertRefused(out, code, "");
      }
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      assertRefused(out, "CL-0605", "");
      Files.delete(file);
      assertRefused(out, name.endsWith("state/index.json") ? "CL-0604" : "CL-0605", "");
    }
  }

  @Test
  void resume_stateOfAnotherRunOrSite_isRefused() throws IOException {
    Path other = folder.resolve("other");
    System.setProperty(RememberingTrainer.FAIL_IN, "4");
    home.run("simulate", sample.file(), "--out", other);
    System.clearProperty(RememberingTrainer.FAIL_IN);
    Path out = copy();
    Path va = all(out.resolve("sites/va/state")).get(0);
    byte[] own = Files.readAllBytes(va);
    Files.write(va, Files.readAllBytes(all(other.resolve("sites/va/state")).get(0)));
    assertRefused(out, "CL-0605", "another run or party");
    Files.write(va, Files.readAllBytes(all(out.resolve("sites/cleveland/state")).get(0)));
    assertRefused(out, "CL-0605", "another run or party");
    Files.write(va, own);
    Files.write(out.resolve("history.jsonl"), Files.readAllBytes(other.resolve("history.jsonl")));
    assertRefused(out, "CL-0605", "as they were recorded");
  }

  @Test
  void resume_otherJobSeedDataOrSplit_isRefusedNamingIt() throws IOException {
    Path out = copy();
    SampleJob changed =
        SampleJob.in(folder.resolve("changed"))
            .with("plugin: sgd", "plugin: remembering")
            .with("rate: 0.01", "pause-millis: 0")
            .with("rounds: 15", "rounds: 7");
    assertRefused(out, "CL-0604", "the job file must be the one", changed.file(), "--resume", out);
    assertRefused(
        out,
        "CL-0604",
        "the seed must be 42, was 43; give --seed as before",
        sample.file(),
        "--resume",
        out,
        "--seed",
        "43");
    Path table = Files.copy(sample.data("va"), folder.resolve("va.csv"));
    Files.writeString(table, Files.readString(table).replaceFirst("\\d", "7"));
    assertRefused(
        out,
        "CL-0604",
        "the data of site va must be as they were",
        sample.file(),
        "--resume",
        out,
        "--data",
        "va=" + table);
    assertRefused(
        out,
        "CL-0002",
        "--out must be the same",
        sample.file(),
        "--resume",
        out,
        "--out",
        folder.resolve("elsewhere"));
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("note.txt"), "mine");
    assertRefused(foreign, "CL-0604", "there is no", sample.file(), "--resume", foreign);
  }

  @Test
  void resume_otherPlugin_isRefusedNamingIt() throws IOException {
    Path out = copy();
    Path others = Files.createDirectories(folder.resolve("others"));
    TestHome second = TestHome.in(others.resolve("home"));
    second.run("plugin", "trust", RememberingTrainer.write(others, "2"));
    Map<String, String> before = contents(out);

    TestHome.Ran ran = second.run("simulate", sample.file(), "--resume", out);

    assertTrue(ran.err().contains("[CL-0604]"), ran.err());
    assertTrue(ran.err().contains("trainer remembering 1.0.0"), ran.err());
    assertEquals(before, contents(out));
  }

  @Test
  void resume_folderInUse_isRefused() throws IOException {
    Path out = copy();
    try (FileChannel lock = FileChannel.open(out.resolve("state/lock"), StandardOpenOption.WRITE)) {
      assertTrue(lock.tryLock().isValid());
      assertRefused(out, "CL-0606", "one run at a time");
    }
  }

  @Test
  void out_whatSitesRemember_isForTheOwnersEyesOnly() throws IOException {
    for (Path file : all(failed)) {
      if (file.toString().endsWith(".bin") && !file.toString().contains("model")) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(failed.resolve("sites/va/state"))));
    assertFalse(all(failed.resolve("sites/va/state")).isEmpty());
  }
}
