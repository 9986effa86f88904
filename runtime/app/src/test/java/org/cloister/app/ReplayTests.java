package org.cloister.app;

import static org.cloister.app.CommandLineTests.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of a real run, made again; and its ledger in the hands of those who audit it. */
class ReplayTests {

  private static final int ROUNDS = 6;

  @TempDir static Path folder;
  private static TestHome home;
  private static RecordedRun run;
  private static Path out;
  private static SampleJob sample;

  @BeforeAll
  static void runOnce() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    sample = SampleJob.in(folder.resolve("sample")).with("rounds: 15", "rounds: " + ROUNDS);
    run = RecordedRun.of(home, folder, sample, 3);
    out = run.out();
  }

  @Test
  void replay_keptRounds_areMadeAgainBitForBit() {
    for (int round = ROUNDS - 2; round <= ROUNDS; round++) {
      TestHome.Ran ran = run.replay(round);
      assertEquals(0, ran.exit(), ran.out() + ran.err());
      assertTrue(ran.out().startsWith("VERIFIED  round " + round), ran.out());
    }
    JsonNode data =
        json(home.run("replay", "--run", out, "--round", ROUNDS, "--format", "json").out())
            .path("data");
    assertEquals("VERIFIED", data.path("candidates").path(0).path("verdict").asText());
    assertEquals(5, data.path("candidates").path(0).path("checked").size());
  }

  @Test
  void replay_erasedRound_isInconclusiveAndTheLedgerSaysSo() {
    TestHome.Ran ran = run.replay(1);
    assertEquals(10, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("erased"), ran.out());
    TestHome.Ran shown = home.run("ledger", "show", out, "--type", "archive-erasure");
    assertTrue(shown.out().contains("basis=retention"), shown.out());
    assertEquals(2, run.replay(99).exit());
  }

  @Test
  void replay_absentArchive_isInconclusiveAndAlteredOneFails() throws IOException {
    RecordedRun noKey = run.copy("no-key");
    Files.delete(noKey.out().resolve("state/archive.key"));
    assertEquals(10, noKey.replay(ROUNDS).exit());
    RecordedRun altered = run.copy("altered");
    try (Stream<Path> files = Files.list(altered.out().resolve("archive"))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    TestHome.Ran ran = altered.replay(ROUNDS);
    assertEquals(6, ran.exit(), ran.out());
    assertTrue(ran.out().contains("digest"), ran.out());
    try (Stream<Path> files = Files.list(altered.out().resolve("archive"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertEquals(10, altered.replay(ROUNDS).exit());
  }

  @Test
  void replay_otherJobFile_isRefused() throws IOException {
    RecordedRun other = run.copy("other-job");
    Path job = other.out().resolve("job.yaml");
    Files.writeString(job, Files.readString(job).replace("rate: 0.01", "rate: 0.02") + "\n");
    TestHome.Ran ran = other.replay(ROUNDS);
    assertTrue(ran.err().contains("CL-0607"), ran.err());
  }

  @Test
  void simulate_keepRoundsWithoutOut_isUsage() {
    assertEquals(2, home.run("simulate", sample.file(), "--keep-rounds", 3).exit());
    assertEquals(
        2,
        home.run("simulate", sample.file(), "--keep-rounds", 0, "--out", folder.resolve("x"))
            .exit());
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void ledgerOfTheRun_verifies_andSaysThatItWasSimulated() {
    TestHome.Ran ran = home.run("ledger", "verify", out, "--policy", out.resolve("keys/policy"));
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("Independence"), ran.out());
  }

  @Test
  void evidence_exported_isNotedOnTheLedgerAndVerifies() throws IOException {
    Path exported = run.copy("exported").out();
    Path archive = folder.resolve("evidence.zip");
    Path policy = exported.resolve("keys/policy");
    TestHome.Ran made = home.export(exported, policy, archive);
    assertEquals(0, made.exit(), made.out() + made.err());
    TestHome.Ran shown = home.run("ledger", "show", exported, "--type", "export");
    assertTrue(shown.out().contains("recipient=authority"), shown.out());
    assertEquals(0, home.run("ledger", "verify", exported, "--policy", policy).exit());
    TestHome.Ran checked = home.run("evidence", "check", archive, "--policy", policy);
    assertEquals(0, checked.exit(), checked.out() + checked.err());
    Path page = folder.resolve("audit.html");
    assertEquals(0, home.run("report", "audit", exported, "--policy", policy, "--to", page).exit());
    assertTrue(Files.readString(page).contains("yearly audit"));
  }

  @Test
  void receipts_ofEverySite_verifyWithThePolicyAlone() throws IOException {
    List<Path> sites;
    try (Stream<Path> folders = Files.list(out.resolve("sites"))) {
      sites = folders.toList();
    }
    assertEquals(4, sites.size());
    for (Path site : sites) {
      Path receipts = site.resolve("receipts");
      try (Stream<Path> files = Files.list(receipts)) {
        List<Path> all = files.filter(file -> file.toString().endsWith(".receipt")).toList();
        assertTrue(all.size() >= ROUNDS, site + " has " + all.size());
        TestHome.Ran ran =
            home.run("receipt", "verify", all.get(0), "--policy", out.resolve("keys/policy"));
        assertEquals(0, ran.exit(), ran.out() + ran.err());
      }
    }
  }
}
